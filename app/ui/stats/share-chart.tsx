import { scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import { Chart, WIDTH } from './chart'
import { percentWords, type Share } from './share'
import { SharePatterns } from './share-patterns'

const HEIGHT = 28
const GAP = 2
/** Whatever is there can be seen. */
const LEAST_WIDTH = 3

type ShareChartProps = { id: string; title: string; shares: Share[] }

/** Parts of a whole as one bar, each with a pattern of its own. */
export function ShareChart({ id, title, shares }: ShareChartProps) {
  const total = shares.reduce((sum, share) => sum + share.sum, 0)
  const about = shares.map(({ name, sum }) => `${name} ${percentWords(sum, total)}`).join(', ')
  const sums = Object.fromEntries(shares.map(({ name, sum }) => [name, sum]))
  const x = scaleLinear([0, Math.max(total, 1)], [0, WIDTH])
  const layers = stack<Record<string, number>>().keys(Object.keys(sums))([sums])
  return (
    <Chart id={id} title={title} about={about} height={HEIGHT}>
      <SharePatterns id={`${id}-pattern`} />
      {total === 0 && <rect className="share-none" width={WIDTH} height={HEIGHT} rx={6} />}
      {layers.map(([part], n) => {
        const [from = 0, to = 0] = part ?? []
        if (to === from) return null
        const left = Math.min(x(from), WIDTH - LEAST_WIDTH)
        return (
          <rect
            key={shares[n]?.name}
            className="share-part"
            fill={`url(#${id}-pattern-${n})`}
            x={left}
            width={Math.max(LEAST_WIDTH, x(to) - left - (to === total ? 0 : GAP))}
            height={HEIGHT}
            rx={Math.min(6, Math.max(1, (x(to) - left) / 3))}
          />
        )
      })}
    </Chart>
  )
}
