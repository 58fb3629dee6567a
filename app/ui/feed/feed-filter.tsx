import { PERIODS } from '~/copy/ko/ranges'
import type { Period } from '~/domain/core/kst'

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
export function FeedFilter({
  channelPath,
  sort,
  period,
}: {
  channelPath: string
  sort: Sort
  period: Period
}) {
  return (
    <nav className="pills" aria-label="순서와 기간">
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
      <span className="pills-gap" />
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
