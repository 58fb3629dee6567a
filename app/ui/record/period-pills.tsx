import type { Period } from '~/domain/kst'
import { PERIOD_WORDS } from './period-words'

/** The periods whose sum can be looked at, as links. */
export function PeriodPills({ here, period }: { here: string; period: Period }) {
  return (
    <nav className="pills" aria-label="기간">
      {PERIOD_WORDS.map(([value, word]) => (
        <a
          key={value}
          className="pill"
          href={value === 'all' ? here : `${here}?period=${value}`}
          aria-current={value === period ? 'true' : undefined}
        >
          {word}
        </a>
      ))}
    </nav>
  )
}
