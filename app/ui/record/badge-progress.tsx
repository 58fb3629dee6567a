import { cheese } from '~/domain/core/cheese'
import type { OwnFigures } from '~/domain/stats/own-figures'

type BadgeProgressProps = { lifetime: number; next: NonNullable<OwnFigures['nextBadge']> }

/** How far the next badge is, in words and as a bar. */
export function BadgeProgress({ lifetime, next }: BadgeProgressProps) {
  const { name, thresholdAmount, missing } = next
  return (
    <div className="stack-tight">
      <progress
        className="progress"
        max={thresholdAmount}
        value={Math.min(lifetime, thresholdAmount)}
        aria-label={`${name} 배지까지`}
      />
      <p className="small soft">
        {name}까지 <span className="num">{cheese(missing)}</span> 남았어요
      </p>
    </div>
  )
}
