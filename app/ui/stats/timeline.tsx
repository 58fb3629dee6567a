import { timelineWords } from './bucket-words'
import { bucketsOf, type Day, grainOf } from './buckets'
import { TimelineChart } from './timeline-chart'
import { TimelineTable } from './timeline-table'

const HEADS = { day: '날마다', week: '주마다', month: '달마다', year: '해마다' }

/** When cheese came, from the first day of a range to today. */
export function Timeline({ days, range }: { days: Day[]; range: string }) {
  const grain = grainOf(days.length)
  const buckets = bucketsOf(days, grain)
  return (
    <section className="card">
      <h2>{HEADS[grain]} 받은 치즈</h2>
      <figure className="stack-tight">
        <TimelineChart buckets={buckets} grain={grain} />
        <figcaption className="small soft">{timelineWords(buckets, grain)}</figcaption>
      </figure>
      <TimelineTable buckets={buckets} grain={grain} range={range} />
    </section>
  )
}
