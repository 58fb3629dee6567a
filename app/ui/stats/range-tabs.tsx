import { RANGES } from '~/copy/ko/ranges'
import type { StatsRange } from '~/domain/stats/input'

type RangeTabsProps = { range: StatsRange; addressOf: (range: StatsRange) => string }

export function RangeTabs({ range, addressOf }: RangeTabsProps) {
  return (
    <nav className="pills" aria-label="기간">
      {RANGES.map(([value, name]) => (
        <a
          key={value}
          className="pill"
          href={addressOf(value)}
          aria-current={value === range ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
