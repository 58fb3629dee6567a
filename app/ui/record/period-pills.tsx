import { periodCopy } from '~/copy/ko/ranges'
import { type Period, periods } from '~/domain/core/kst'

/** The periods whose sum can be looked at, as links. */
export function PeriodPills({ here, period }: { here: string; period: Period }) {
  return (
    <nav className="pills mx-0" aria-label="기간">
      {periods.map((value) => (
        <a
          key={value}
          className="pill"
          href={value === 'all' ? here : `${here}?period=${value}`}
          aria-current={value === period ? 'true' : undefined}
        >
          {periodCopy(value)}
        </a>
      ))}
    </nav>
  )
}
