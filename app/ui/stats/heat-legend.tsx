import { HeatCell } from './heat-cell'
import { LEVELS } from './heat-levels'

const SIZE = 12

/** What small and large mean. */
export function HeatLegend() {
  return (
    <p className="legend-line small soft">
      적음
      <svg className="heat-legend" viewBox={`0 0 ${LEVELS.length * (SIZE + 4)} ${SIZE}`} aria-hidden="true">
        {LEVELS.map((level, n) => (
          <HeatCell key={level} level={level} x={n * (SIZE + 4) + SIZE / 2} y={SIZE / 2} size={SIZE} />
        ))}
      </svg>
      많음
    </p>
  )
}
