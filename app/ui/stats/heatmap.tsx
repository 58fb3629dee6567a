import { scaleBand, scaleQuantile } from 'd3-scale'
import { heatmapCopy } from '~/copy/ko/charts'
import { WEEKDAYS } from '~/copy/ko/dates'
import { Chart, ChartTable, WIDTH } from './chart'
import { ExplainedNumber } from './explanation'

const LEFT = 20
const TOP = 18
const CELL = (WIDTH - LEFT) / 24
const HEIGHT = TOP + WEEKDAYS.length * (CELL + 4)
const LABELED_HOURS = [0, 6, 12, 18, 23]
const LEGEND_SIZE = 12

/** How a cell is drawn: nothing, or one of four sizes; what is more is larger and brighter. */
const LEVELS = [1, 2, 3, 4] as const
type Level = 0 | (typeof LEVELS)[number]
const LOOKS = {
  0: { share: 0.16, fill: 'fill-edge', opacity: 1 },
  1: { share: 0.4, fill: 'fill-accent', opacity: 0.55 },
  2: { share: 0.6, fill: 'fill-accent', opacity: 0.7 },
  3: { share: 0.8, fill: 'fill-accent', opacity: 0.85 },
  4: { share: 1, fill: 'fill-accent', opacity: 1 },
} as const satisfies Record<Level, { share: number; fill: string; opacity: number }>

type HeatmapProps = { cells: number[][]; range: string }

export function Heatmap({ cells, range }: HeatmapProps) {
  return (
    <section className="card">
      <h2>언제 많이 오나요?</h2>
      <figure className="flex flex-col gap-2">
        <HeatmapChart cells={cells} />
        <Legend />
        <figcaption className="note">{heatmapCopy(cells)}. 한국 시각이에요</figcaption>
      </figure>
      <HeatmapTable cells={cells} range={range} />
    </section>
  )
}

/** Each size is a quarter of the cells with cheese, so that one huge donation does not make all others look alike. */
export function levelsOf(cells: number[][]): (sum: number) => Level {
  const positive = cells.flat().filter((sum) => sum > 0)
  if (positive.length === 0) return () => 0
  const scale = scaleQuantile<Level>(positive, LEVELS)
  const highest = Math.max(...positive)
  return (sum) => {
    if (sum <= 0) return 0
    return sum === highest ? 4 : scale(sum)
  }
}

function HeatmapChart({ cells }: { cells: number[][] }) {
  const levelOf = levelsOf(cells)
  const x = scaleBand([...Array(24).keys()], [LEFT, WIDTH])
  const y = scaleBand([...WEEKDAYS.keys()], [TOP, HEIGHT])
  const [width, height] = [x.bandwidth(), y.bandwidth()]
  return (
    <Chart id="heat" title="요일과 시간별 후원" about={heatmapCopy(cells)} height={HEIGHT}>
      {LABELED_HOURS.map((hour) => (
        <text key={hour} x={(x(hour) ?? 0) + width / 2} y={11} textAnchor="middle">
          {hour}
        </text>
      ))}
      {WEEKDAYS.map((word, weekday) => (
        <g key={word}>
          <text x={0} y={(y(weekday) ?? 0) + height / 2 + 4}>
            {word}
          </text>
          {cells[weekday]?.map((sum, hour) => (
            <Cell
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

type CellProps = { level: Level; x: number; y: number; size: number }

function Cell({ level, x, y, size }: CellProps) {
  const { share, fill, opacity } = LOOKS[level]
  const side = size * share
  return (
    <rect
      className={fill}
      fillOpacity={opacity === 1 ? undefined : opacity}
      x={x - side / 2}
      y={y - side / 2}
      width={side}
      height={side}
      rx={side / 5}
    />
  )
}

function Legend() {
  const step = LEGEND_SIZE + 4
  const middle = LEGEND_SIZE / 2
  return (
    <p className="flex items-center gap-2 note">
      적음
      <svg className="h-3 w-16" viewBox={`0 0 ${LEVELS.length * step} ${LEGEND_SIZE}`} aria-hidden="true">
        {LEVELS.map((level, n) => (
          <Cell key={level} level={level} x={n * step + middle} y={middle} size={LEGEND_SIZE} />
        ))}
      </svg>
      많음
    </p>
  )
}

function HeatmapTable({ cells, range }: HeatmapProps) {
  return (
    <ChartTable caption="요일과 시간별 확인된 치즈">
      <thead>
        <tr>
          <th scope="col">시간</th>
          {WEEKDAYS.map((word) => (
            <th key={word} scope="col" className="num">
              <abbr className="no-underline" title={`${word}요일`}>
                {word}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...Array(24).keys()].map((hour) => (
          <tr key={hour}>
            <th scope="row" className="num">
              {hour}시
            </th>
            {WEEKDAYS.map((word, weekday) => (
              <td key={word} className="num">
                <ExplainedNumber
                  value={cells[weekday]?.[hour] ?? 0}
                  why={{ figure: 'hour', weekday: weekday + 1, hour, range }}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </ChartTable>
  )
}
