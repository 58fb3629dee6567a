import { gateCopy, gateNameCopy } from '~/copy/ko/badges'
import type { Opens, RewardView } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { LockIcon, UnlockedIcon } from '../icons'
import { Empty, More } from '../list'
import { WrittenTitle } from '../message'
import { PlaceCard, PlaceRow } from '../places'
import { Ago } from '../when'

type RewardListProps = {
  chzzkChannelId: string
  items: RewardView[]
  nextCursor: string | null
  mine: boolean
}

/** What a channel shares with its badges, locked or open to whoever looks. */
export function RewardList({ chzzkChannelId, items, nextCursor, mine }: RewardListProps) {
  if (items.length === 0) {
    return (
      <Empty icon={<LockIcon />} title="아직 올라온 콘텐츠가 없어요">
        <p className="text-soft">
          {mine ? '배지를 받은 분에게만 보여 줄 것을 올려 보세요' : '스트리머가 올리면 여기에 모여요'}
        </p>
        {mine && (
          <a className="button" href={paths.newReward}>
            콘텐츠 올리기
          </a>
        )}
      </Empty>
    )
  }
  return (
    <>
      <ul className="flex flex-col gap-4">
        {items.map((reward) => (
          <RewardCard key={reward.id} reward={reward} href={paths.reward(chzzkChannelId, reward.id)} />
        ))}
      </ul>
      <More address={paths.rewards(chzzkChannelId)} cursor={nextCursor} shown={items.length} />
    </>
  )
}

/** A reward in its channel's list: a locked one says what opens it and nothing else. */
function RewardCard({ reward, href }: { reward: RewardView; href: string }) {
  const { title, opens, locked, createdAt } = reward
  return (
    <li>
      <a className={`card gap-2 ${locked ? 'border-dashed bg-transparent' : ''}`} href={href}>
        <span className="line">
          <span className="inline-flex size-9 flex-none items-center justify-center rounded-full bg-lifted text-soft [&>svg]:size-4.5">
            {locked ? <LockIcon /> : <UnlockedIcon />}
            <span className="sr-only">{locked ? '잠김' : '열림'}</span>
          </span>
          <WrittenTitle>{title}</WrittenTitle>
        </span>
        {!locked && reward.image && (
          <img
            className="max-h-56 w-full rounded-field bg-lifted object-cover"
            src={reward.image.url}
            width={reward.image.width}
            height={reward.image.height}
            alt=""
            loading="lazy"
          />
        )}
        {!locked && reward.body && (
          <span className="line-clamp-3 text-soft [unicode-bidi:plaintext]">{reward.body}</span>
        )}
        <span className="note">
          {locked ? gateCopy(opens) : partsOf(reward)} · <Ago at={createdAt} />
        </span>
      </a>
    </li>
  )
}

type OpenReward = Extract<RewardView, { locked: false }>

function partsOf({ opens, audio, coupon, link }: OpenReward) {
  const parts = [gateNameCopy(opens), audio && '소리', coupon && '쿠폰', link && '링크']
  return parts.filter(Boolean).join(' · ')
}

export function RewardsLink({ href }: { href: string }) {
  return (
    <PlaceCard href={href} icon={<LockIcon />}>
      배지로 여는 콘텐츠
    </PlaceCard>
  )
}

type Listed = {
  id: string
  title: string
  opens: Opens
  hasImage: boolean
  hasAudio: boolean
  coupon: { left: number; total: number } | null
  createdAt: string
}

export function OwnRewards({ items, nextCursor }: { items: Listed[]; nextCursor: string | null }) {
  if (items.length === 0) {
    return (
      <Empty icon={<LockIcon />} title="아직 올린 콘텐츠가 없어요">
        <p className="text-soft">방송 뒷이야기, 사진, 녹음, 쿠폰을 배지를 받은 분에게만 열어 보세요</p>
      </Empty>
    )
  }
  return (
    <>
      <ul className="card">
        {items.map((reward) => (
          <li key={reward.id}>
            <PlaceRow href={paths.ownReward(reward.id)}>
              <span className="min-w-0 truncate">{reward.title}</span>
              <span className="note">
                {ownPartsOf(reward)} · <Ago at={reward.createdAt} />
              </span>
            </PlaceRow>
          </li>
        ))}
      </ul>
      <More address={paths.ownRewards} cursor={nextCursor} shown={items.length} />
    </>
  )
}

function ownPartsOf({ opens, hasImage, hasAudio, coupon }: Listed) {
  const given = coupon && `쿠폰 ${coupon.total}장 중 ${coupon.left}장 남음`
  return [gateNameCopy(opens), hasImage && '사진', hasAudio && '소리', given].filter(Boolean).join(' · ')
}
