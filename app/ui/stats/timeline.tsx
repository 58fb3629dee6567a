import { scaleBand, scaleLinear } from 'd3-scale'
import { bucketCopy, shortBucketCopy, timelineCopy } from '~/copy/ko/charts'
import { countCopy, shortAmountCopy } from '~/copy/ko/numbers'
import { type Bucket, type Day, type Grain, grainOf, toBuckets } from '~/domain/stats/span'
import { Chart, ChartTable, WIDTH } from './chart'
import { ExplainedNumber } from './explanation'

const HEIGHT = 176
const AXIS = 44
const [TOP, BOTTOM] = [10, HEIGHT - 22]
const MAX_LABELS = 5
/** A bar beside one a thousand times its size can still be seen. */
const MIN_HEIGHT = 2
const HEADS = { day: '날마다', week: '주마다', month: '달마다', year: '해마다' }

export function Timeline({ days, range }: { days: Day[]; range: string }) {
  const grain = grainOf(days.length)
  const buckets = toBuckets(days, grain)
  return (
    <section className="card">
      <h2>{HEADS[grain]} 받은 치즈</h2>
      <figure className="flex flex-col gap-2">
        <TimelineChart buckets={buckets} grain={grain} />
        <figcaption className="note">{timelineCopy(buckets, grain)}</figcaption>
      </figure>
      <TimelineTable buckets={buckets} grain={grain} range={range} />
    </section>
  )
}

type TimelineChartProps = { buckets: Bucket[]; grain: Grain }

function TimelineChart({ buckets, grain }: TimelineChartProps) {
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
    <Chart id="timeline" title="기간별 후원" about={timelineCopy(buckets, grain)} height={HEIGHT}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="stroke-line" x1={AXIS} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
          <text x={AXIS - 6} y={y(tick) + 4} textAnchor="end">
            {shortAmountCopy(tick)}
          </text>
        </g>
      ))}
      {buckets.map(({ from, sum }, n) => {
        const height = sum === 0 ? 0 : Math.max(MIN_HEIGHT, BOTTOM - y(sum))
        const [left = 0, width] = [x(from), x.bandwidth()]
        return (
          <g key={from}>
            <rect
              className={sum === highest ? 'fill-accent' : 'fill-edge'}
              x={left}
              y={BOTTOM - height}
              width={Math.min(width, 36)}
              height={height}
              rx={Math.min(2, width / 4)}
              transform={width > 36 ? `translate(${(width - 36) / 2})` : undefined}
            />
            {(buckets.length - 1 - n) % every === 0 && (
              <text x={left + width / 2} y={HEIGHT - 6} textAnchor="middle">
                {shortBucketCopy({ from }, grain)}
              </text>
            )}
          </g>
        )
      })}
    </Chart>
  )
}

type TimelineTableProps = { buckets: Bucket[]; grain: Grain; range: string }

function TimelineTable({ buckets, grain, range }: TimelineTableProps) {
  return (
    <ChartTable caption="기간별 확인된 치즈와 후원 수">
      <thead>
        <tr>
          <th scope="col">언제</th>
          <th scope="col" className="num">
            치즈
          </th>
          <th scope="col" className="num">
            후원
          </th>
        </tr>
      </thead>
      <tbody>
        {buckets.toReversed().map(({ from, to, sum, count }) => (
          <tr key={from}>
            <th scope="row">{bucketCopy({ from, to }, grain)}</th>
            <td className="num">
              <ExplainedNumber value={sum} why={whyDays({ from, to }, range)} />
            </td>
            <td className="num">{countCopy(count, '건')}</td>
          </tr>
        ))}
      </tbody>
    </ChartTable>
  )
}

function whyDays({ from, to }: Pick<Bucket, 'from' | 'to'>, range: string) {
  return { figure: 'day', date: from, ...(from === to ? {} : { until: to }), range }
}
