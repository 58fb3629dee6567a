import { scaleBand } from 'd3-scale'
import { WEEKDAYS } from '~/copy/ko/dates'
import { Chart, WIDTH } from './chart'
import { HeatCell } from './heat-cell'
import { levelsOf } from './heat-levels'
import { heatWords } from './heat-words'

const LEFT = 20
const TOP = 18
const CELL = (WIDTH - LEFT) / 24
const HEIGHT = TOP + WEEKDAYS.length * (CELL + 4)
const LABELED_HOURS = [0, 6, 12, 18, 23]

/** When in the week cheese comes: seven rows from Monday, twenty-four hours of Korea. */
export function HeatChart({ cells }: { cells: number[][] }) {
  const levelOf = levelsOf(cells)
  const x = scaleBand([...Array(24).keys()], [LEFT, WIDTH])
  const y = scaleBand([...WEEKDAYS.keys()], [TOP, HEIGHT])
  const [width, height] = [x.bandwidth(), y.bandwidth()]
  return (
    <Chart id="heat" title="요일과 시간별 후원" about={heatWords(cells)} height={HEIGHT}>
      {LABELED_HOURS.map((hour) => (
        <text key={hour} className="chart-word" x={(x(hour) ?? 0) + width / 2} y={11} textAnchor="middle">
          {hour}
        </text>
      ))}
      {WEEKDAYS.map((word, weekday) => (
        <g key={word}>
          <text className="chart-word" x={0} y={(y(weekday) ?? 0) + height / 2 + 4}>
            {word}
          </text>
          {cells[weekday]?.map((sum, hour) => (
            <HeatCell
              // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place.
              key={hour}
              level={levelOf(sum)}
              x={(x(hour) ?? 0) + width / 2}
              y={(y(weekday) ?? 0) + height / 2}
              size={width - 2}
            />
          ))}
        </g>
      ))}
    </Chart>
  )
}
