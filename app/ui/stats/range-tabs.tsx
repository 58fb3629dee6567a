import { RANGE_NAMES, type Range } from './ranges'

type RangeTabsProps = { range: Range; addressOf: (range: Range) => string }

/** How far back the figures of a page look. */
export function RangeTabs({ range, addressOf }: RangeTabsProps) {
  return (
    <nav className="pills" aria-label="기간">
      {RANGE_NAMES.map(([value, name]) => (
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
