import type { ReactNode } from 'react'
import { PERIODS } from '~/copy/ko/dates'
import type { Period } from '~/domain/core/kst'
import type { FeedItem as Item } from '~/domain/feed/presenter'
import { FeedIcon } from '../icons'
import { Empty, More } from '../list'
import { FeedItem } from './feed-item'

type FeedProps = {
  items: Item[]
  nextCursor: string | null
  sort: 'recent' | 'amount'
  period: Period
  first: boolean
  chzzkChannelId: string
  channelPath: string
  /** Where to send cheese from; null for the channel's own streamer. */
  donatePath: string | null
  channelName: string
  /** What the viewer may do with an item. */
  actsOf?: (item: Item) => ReactNode
  replyActs?: (id: string) => ReactNode
}

/** A channel's public messages. */
export function Feed({ channelName, actsOf, replyActs, ...feed }: FeedProps) {
  const { items, nextCursor, sort, period, first, chzzkChannelId, channelPath, donatePath } = feed
  const bare = items.length === 0 && first && period === 'all'
  const live = first && sort === 'recent' ? chzzkChannelId : undefined
  return (
    <section className="flex flex-col gap-4" aria-label="응원 메시지" data-live={live}>
      {!bare && <FeedFilter channelPath={channelPath} sort={sort} period={period} />}
      {items.length === 0 ? (
        <NoItems bare={bare} channelPath={channelPath} donatePath={donatePath} />
      ) : (
        <ul className="flex flex-col">
          {items.map((item) => (
            <FeedItem
              key={item.id}
              item={item}
              channelName={channelName}
              acts={actsOf?.(item)}
              replyActs={replyActs}
            />
          ))}
        </ul>
      )}
      <More address={feedAddress(channelPath, sort, period)} cursor={nextCursor} shown={items.length} />
    </section>
  )
}

type NoItemsProps = { bare: boolean; channelPath: string; donatePath: string | null }

function NoItems({ bare, channelPath, donatePath }: NoItemsProps) {
  if (!bare) {
    return (
      <Empty icon={<FeedIcon />} title="이 기간에는 메시지가 없어요">
        <a className="link tap" href={channelPath}>
          전체 보기
        </a>
      </Empty>
    )
  }
  return (
    <Empty icon={<FeedIcon />} title="아직 메시지가 없어요">
      {donatePath ? (
        <p className="text-soft">치즈와 함께 첫 응원을 남겨 보세요. 방송이 꺼져 있어도 괜찮아요</p>
      ) : (
        <p className="text-soft">채널 링크를 공유해 보세요. 후원 메시지가 여기에 모여요</p>
      )}
    </Empty>
  )
}

type Sort = 'recent' | 'amount'

const SORTS: [Sort, string][] = [
  ['recent', '최신순'],
  ['amount', '금액순'],
]

/** A feed's address with its order and period; the usual ones are left out. */
export function feedAddress(channelPath: string, sort: Sort, period: Period) {
  const asked = [
    ...(sort === 'recent' ? [] : [`sort=${sort}`]),
    ...(period === 'all' ? [] : [`period=${period}`]),
  ]
  return asked.length > 0 ? `${channelPath}?${asked.join('&')}` : channelPath
}

/** Order and period of the feed, as links. */
function FeedFilter({ channelPath, sort, period }: { channelPath: string; sort: Sort; period: Period }) {
  return (
    <nav className="flex flex-wrap" aria-label="순서와 기간">
      {SORTS.map(([value, word]) => (
        <a
          key={value}
          className="pill"
          href={feedAddress(channelPath, value, period)}
          aria-current={value === sort ? 'true' : undefined}
        >
          {word}
        </a>
      ))}
      <span className="mx-1.5 h-4 w-px self-center bg-line" />
      {PERIODS.map(([value, word]) => (
        <a
          key={value}
          className="pill"
          href={feedAddress(channelPath, sort, value)}
          aria-current={value === period ? 'true' : undefined}
        >
          {word}
        </a>
      ))}
    </nav>
  )
}
