import { gateCopy, gateNameCopy } from '~/copy/ko/badges'
import { cheese } from '~/copy/ko/numbers'
import type { RewardView } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { LockIcon, OutIcon } from '../icons'
import { Empty } from '../list'
import { Written, WrittenTitle } from '../message'
import { useBeside } from '../page-context'
import { When } from '../when'
import { CouponBox } from './coupons'

type RewardImageProps = { image: { url: string; width: number; height: number }; alt: string }

export function RewardImage({ image: { url, width, height }, alt }: RewardImageProps) {
  const look = 'max-h-[80dvh] w-full rounded-field bg-lifted object-contain'
  return <img className={look} src={url} width={width} height={height} alt={alt} />
}

export function RewardAudio({ url, label }: { url: string; label: string }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: what a streamer says into a phone has no written words with it
    <audio className="w-full" controls preload="none" src={url} aria-label={label} />
  )
}

type OpenReward = Extract<RewardView, { locked: false }>
type RewardPostProps = { reward: OpenReward; mine: boolean }

/** A reward that is open to whoever looks, whole. */
export function RewardPost({ reward, mine }: RewardPostProps) {
  const { id, title, body, link, image, audio, coupon, opens, createdAt } = reward
  const { target } = useBeside()
  return (
    <article className="flex flex-col gap-4">
      <header className="flex flex-col gap-2">
        <WrittenTitle as="h1">{title}</WrittenTitle>
        <div className="line note">
          <span className="tag tag-ok">{gateNameCopy(opens)}</span>
          <When at={createdAt} />
        </div>
      </header>
      {image && <RewardImage image={image} alt={`${title}의 사진`} />}
      {body && <Written>{body}</Written>}
      {audio && <RewardAudio url={audio.url} label={`${title}의 소리`} />}
      {coupon && <CouponBox id={id} coupon={coupon} mine={mine} />}
      {link && (
        <a
          className="button button-quiet w-full min-w-0"
          href={link}
          rel="noopener noreferrer nofollow"
          target={target}
        >
          <OutIcon />
          <span className="min-w-0 truncate">{new URL(link).host}</span>
          {target && <span className="sr-only">새 창에서 열려요</span>}
        </a>
      )}
    </article>
  )
}

type LockedRewardProps = {
  reward: RewardView
  chzzkChannelId: string
  signedIn: boolean
  missing: number | null
  here: string
}

/** A reward that is locked to whoever looks: what it is called, and what opens it. */
export function LockedReward({ reward, chzzkChannelId, signedIn, missing, here }: LockedRewardProps) {
  const { title, opens } = reward
  return (
    <>
      <WrittenTitle as="h1">{title}</WrittenTitle>
      <Empty icon={<LockIcon />} title={gateCopy(opens)}>
        <p className="text-soft">
          {'vip' in opens
            ? '스트리머가 고른 분에게만 열려요'
            : '확인된 후원이 쌓이면 배지를 받고 저절로 열려요'}
        </p>
        {missing !== null && missing > 0 && (
          <p>
            <strong className="num">{cheese(missing)}</strong> 더 확인되면 열려요
          </p>
        )}
        {!signedIn && (
          <a className="button" href={paths.loginPage(here)}>
            로그인하고 확인하기
          </a>
        )}
        {signedIn && 'tier' in opens && (
          <a className="button" href={paths.donate(chzzkChannelId)}>
            치즈 보내기
          </a>
        )}
      </Empty>
    </>
  )
}
