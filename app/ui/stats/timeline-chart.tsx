import { scaleBand, scaleLinear } from 'd3-scale'
import { shortBucketWords, timelineWords } from './bucket-words'
import type { Bucket, Grain } from './buckets'
import { Chart, WIDTH } from './chart'
import { shortAmount } from './short-amount'

const HEIGHT = 176
const AXIS = 44
const [TOP, BOTTOM] = [10, HEIGHT - 22]
const MAX_LABELS = 5
/** A bar beside one a thousand times its size can still be seen. */
const LEAST_HEIGHT = 2

type TimelineChartProps = { buckets: Bucket[]; grain: Grain }

/** Cheese over time, one bar a day, week, month or year. */
export function TimelineChart({ buckets, grain }: TimelineChartProps) {
  const highest = Math.max(...buckets.map(({ sum }) => sum), 0)
  const x = scaleBand(
    buckets.map(({ from }) => from),
    [AXIS, WIDTH],
  )
    .paddingInner(0.25)
    .paddingOuter(0.1)
  const y = scaleLinear([0, Math.max(highest, 1)], [BOTTOM, TOP]).nice(3)
  const ticks = highest === 0 ? [0] : y.ticks(3).filter(Number.isInteger)
  const every = Math.ceil(buckets.length / MAX_LABELS)
  return (
    <Chart id="timeline" title="기간별 후원" about={timelineWords(buckets, grain)} height={HEIGHT}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={AXIS} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
          <text className="chart-word" x={AXIS - 6} y={y(tick) + 4} textAnchor="end">
            {shortAmount(tick)}
          </text>
        </g>
      ))}
      {buckets.map(({ from, sum }, n) => {
        const height = sum === 0 ? 0 : Math.max(LEAST_HEIGHT, BOTTOM - y(sum))
        const [left = 0, width] = [x(from), x.bandwidth()]
        return (
          <g key={from}>
            <rect
              className={sum === highest ? 'chart-bar chart-bar-top' : 'chart-bar'}
              x={left}
              y={BOTTOM - height}
              width={Math.min(width, 36)}
              height={height}
              rx={Math.min(2, width / 4)}
              transform={width > 36 ? `translate(${(width - 36) / 2})` : undefined}
            />
            {(buckets.length - 1 - n) % every === 0 && (
              <text className="chart-word" x={left + width / 2} y={HEIGHT - 6} textAnchor="middle">
                {shortBucketWords({ from }, grain)}
              </text>
            )}
          </g>
        )
      })}
    </Chart>
  )
}
