import type { RewardView } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { LockIcon } from '../icons'
import { More } from '../more'
import { RewardCard } from './reward-card'

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
        <p className="soft">
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
      <ul className="stack">
        {items.map((content) => (
          <RewardCard key={content.id} content={content} href={paths.reward(chzzkChannelId, content.id)} />
        ))}
      </ul>
      <More address={paths.rewards(chzzkChannelId)} cursor={nextCursor} shown={items.length} />
    </>
  )
}
