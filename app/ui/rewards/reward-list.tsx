import { gateCopy, gateNameCopy } from '~/copy/ko/rewards'
import type { RewardView } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { LockIcon, NextIcon, UnlockedIcon } from '../icons'
import { More } from '../more'
import { Ago } from '../when'

type ContentListProps = {
  chzzkChannelId: string
  items: RewardView[]
  nextCursor: string | null
  mine: boolean
}

/** What a channel shares with its badges, locked or open to whoever looks. */
export function RewardList({ chzzkChannelId, items, nextCursor, mine }: ContentListProps) {
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
        {items.map((content) => (
          <RewardCard key={content.id} content={content} href={paths.reward(chzzkChannelId, content.id)} />
        ))}
      </ul>
      <More address={paths.rewards(chzzkChannelId)} cursor={nextCursor} shown={items.length} />
    </>
  )
}

/** A reward in its channel's list: a locked one says what opens it and nothing else. */
function RewardCard({ content, href }: { content: RewardView; href: string }) {
  const { title, opens, locked, createdAt } = content
  return (
    <li>
      <a className={`claim plain content-card ${locked ? 'content-locked' : ''}`} href={href}>
        <span className="flex min-w-0 items-center gap-2">
          <span className="content-mark">
            {locked ? <LockIcon /> : <UnlockedIcon />}
            <span className="sr-only">{locked ? '잠김' : '열림'}</span>
          </span>
          <strong className="content-title">{title}</strong>
        </span>
        {!locked && content.image && (
          <img
            className="content-image"
            src={content.image.url}
            width={content.image.width}
            height={content.image.height}
            alt=""
            loading="lazy"
          />
        )}
        {!locked && content.body && <span className="content-begin text-soft">{content.body}</span>}
        <span className="text-sm text-soft">
          {locked ? gateCopy(opens) : partsOf(content)} · <Ago at={createdAt} />
        </span>
      </a>
    </li>
  )
}

type OpenContent = Extract<RewardView, { locked: false }>

function partsOf({ opens, audio, coupon, link }: OpenContent) {
  const parts = [gateNameCopy(opens), audio && '소리', coupon && '쿠폰', link && '링크']
  return parts.filter(Boolean).join(' · ')
}

/** The way to what a channel shares with its badges. */
export function RewardsLink({ href }: { href: string }) {
  return (
    <a className="card plain moderation-link" href={href}>
      <span className="row">
        <LockIcon />
        <span className="row-body">배지로 여는 콘텐츠</span>
        <NextIcon />
      </span>
    </a>
  )
}
