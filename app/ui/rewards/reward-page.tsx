import { gateCopy, gateNameCopy } from '~/copy/ko/rewards'
import { cheese } from '~/domain/core/cheese'
import type { RewardView } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { OperationForm } from '../form/operation-form'
import { LockIcon, OutIcon } from '../icons'
import { At, When } from '../when'

type OpenContent = Extract<RewardView, { locked: false }>
type ContentPostProps = { content: OpenContent; mine: boolean }

/** A reward that is open to whoever looks, whole. */
export function RewardPost({ content, mine }: ContentPostProps) {
  const { id, title, body, link, image, audio, coupon, opens, createdAt } = content
  return (
    <article className="flex flex-col gap-4">
      <header className="flex flex-col gap-2">
        <h1 className="content-title">{title}</h1>
        <div className="flex min-w-0 items-center gap-2 text-sm text-soft">
          <span className="tag tag-ok">{gateNameCopy(opens)}</span>
          <When at={createdAt} />
        </div>
      </header>
      {image && (
        <img
          className="content-image"
          src={image.url}
          width={image.width}
          height={image.height}
          alt={`${title}의 사진`}
        />
      )}
      {body && <p className="claim-text">{body}</p>}
      {audio && (
        // biome-ignore lint/a11y/useMediaCaption: what a streamer says into a phone has no written words with it
        <audio
          className="content-audio"
          controls
          preload="none"
          src={audio.url}
          aria-label={`${title}의 소리`}
        />
      )}
      {coupon && <CouponBox id={id} coupon={coupon} mine={mine} />}
      {link && (
        <a
          className="button button-quiet w-full content-link"
          href={link}
          rel="noopener noreferrer nofollow"
          target="_blank"
        >
          <OutIcon />
          <span className="min-w-0 truncate">{new URL(link).host}</span>
          <span className="sr-only">새 창에서 열려요</span>
        </a>
      )}
    </article>
  )
}

type Coupon = { left: number; mine: { code: string; claimedAt: string } | null }
type CouponBoxProps = { id: string; coupon: Coupon; mine: boolean }

/** A code for each person, shown when they ask for it. */
function CouponBox({ id, coupon, mine }: CouponBoxProps) {
  return (
    <section className="card" aria-label="쿠폰">
      <h2>쿠폰</h2>
      {coupon.mine ? (
        <>
          <p className="coupon-code">{coupon.mine.code}</p>
          <p className="text-sm text-soft">
            <At at={coupon.mine.claimedAt} />에 받았어요
          </p>
        </>
      ) : (
        <Waiting id={id} left={coupon.left} mine={mine} />
      )}
    </section>
  )
}

function Waiting({ id, left, mine }: { id: string; left: number; mine: boolean }) {
  if (mine)
    return <p className="text-soft">{left}장 남았어요. 누가 받았는지는 콘텐츠 관리에서 볼 수 있어요</p>
  if (left === 0) return <p className="text-soft">준비한 쿠폰이 모두 나갔어요</p>
  return (
    <>
      <p className="text-soft">{left}장 남았어요. 한 사람이 한 장씩 받을 수 있어요</p>
      <OperationForm op="POST /contents/:id/coupon" params={{ id }} redirectTo="here">
        <button className="button w-full" type="submit">
          쿠폰 코드 보기
        </button>
      </OperationForm>
    </>
  )
}

type LockedContentProps = {
  content: RewardView
  chzzkChannelId: string
  signedIn: boolean
  missing: number | null
  here: string
}

/** A reward that is locked to whoever looks: what it is called, and what opens it. */
export function LockedReward({ content, chzzkChannelId, signedIn, missing, here }: LockedContentProps) {
  const { title, opens } = content
  return (
    <>
      <h1 className="content-title">{title}</h1>
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
