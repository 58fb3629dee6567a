import { scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import { percentCopy } from '~/copy/ko/numbers'
import type { ExplainQuery } from '~/http/paths'
import { Chart, ChartTable, WIDTH } from './chart'
import { ExplainedNumber } from './explanation'

const HEIGHT = 28
const GAP = 2
const MIN_WIDTH = 3
const LEGEND_SIZE = 16
const PATTERN_SIZE = 6

type Share = { name: string; sum: number; why: ExplainQuery }

type SharesProps = { id: string; title: string; note: string; shares: Share[] }

export function Shares({ id, title, note, shares }: SharesProps) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <figure className="flex flex-col gap-2">
        <ShareChart id={id} title={title} shares={shares} />
        <ShareLegend id={id} shares={shares} />
        <figcaption className="note">{note}</figcaption>
      </figure>
      <ShareTable caption={title} shares={shares} />
    </section>
  )
}

type ShareChartProps = { id: string; title: string; shares: Share[] }

/** Parts of a whole as one bar, each with a pattern of its own. */
function ShareChart({ id, title, shares }: ShareChartProps) {
  const total = shares.reduce((sum, share) => sum + share.sum, 0)
  const about = shares.map(({ name, sum }) => `${name} ${percentCopy(sum, total)}`).join(', ')
  const sums = Object.fromEntries(shares.map(({ name, sum }) => [name, sum]))
  const x = scaleLinear([0, Math.max(total, 1)], [0, WIDTH])
  const layers = stack<Record<string, number>>().keys(Object.keys(sums))([sums])
  return (
    <Chart id={id} title={title} about={about} height={HEIGHT}>
      <SharePatterns id={`${id}-pattern`} />
      {total === 0 && <rect className="fill-lifted" width={WIDTH} height={HEIGHT} rx={6} />}
      {layers.map(([part], n) => {
        const [from = 0, to = 0] = part ?? []
        if (to === from) return null
        const left = Math.min(x(from), WIDTH - MIN_WIDTH)
        return (
          <rect
            key={shares[n]?.name}
            fill={`url(#${id}-pattern-${n})`}
            x={left}
            width={Math.max(MIN_WIDTH, x(to) - left - (to === total ? 0 : GAP))}
            height={HEIGHT}
            rx={Math.min(6, Math.max(1, (x(to) - left) / 3))}
          />
        )
      })}
    </Chart>
  )
}

/** Full, striped, dotted: parts of a whole differ without colour. */
function SharePatterns({ id }: { id: string }) {
  const tile = { width: PATTERN_SIZE, height: PATTERN_SIZE, patternUnits: 'userSpaceOnUse' } as const
  return (
    <defs>
      <pattern id={`${id}-0`} {...tile}>
        <rect className="fill-accent" width={PATTERN_SIZE} height={PATTERN_SIZE} />
      </pattern>
      <pattern id={`${id}-1`} {...tile} patternTransform="rotate(45)">
        <rect className="fill-lifted" width={PATTERN_SIZE} height={PATTERN_SIZE} />
        <rect className="fill-accent" width={PATTERN_SIZE / 2} height={PATTERN_SIZE} />
      </pattern>
      <pattern id={`${id}-2`} {...tile}>
        <rect className="fill-lifted" width={PATTERN_SIZE} height={PATTERN_SIZE} />
        <circle className="fill-text" cx={PATTERN_SIZE / 2} cy={PATTERN_SIZE / 2} r={1.4} />
      </pattern>
    </defs>
  )
}

function ShareLegend({ id, shares }: { id: string; shares: Share[] }) {
  const total = shares.reduce((sum, share) => sum + share.sum, 0)
  return (
    <ul className="flex flex-col gap-1">
      {shares.map(({ name, sum }, n) => (
        <li key={name} className="flex items-center gap-2">
          <svg className="size-4 flex-none" viewBox={`0 0 ${LEGEND_SIZE} ${LEGEND_SIZE}`} aria-hidden="true">
            <rect fill={`url(#${id}-pattern-${n})`} width={LEGEND_SIZE} height={LEGEND_SIZE} rx={4} />
          </svg>
          <span>{name}</span>
          <strong className="num ml-auto">{percentCopy(sum, total)}</strong>
        </li>
      ))}
    </ul>
  )
}

type ShareTableProps = { caption: string; shares: Share[] }

function ShareTable({ caption, shares }: ShareTableProps) {
  return (
    <ChartTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">무엇</th>
          <th scope="col" className="num">
            치즈
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ name, sum, why }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">
              <ExplainedNumber value={sum} why={why} />
            </td>
          </tr>
        ))}
      </tbody>
    </ChartTable>
  )
}
