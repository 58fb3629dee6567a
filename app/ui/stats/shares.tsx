import type { Share } from './share'
import { ShareChart } from './share-chart'
import { ShareLegend } from './share-legend'
import { ShareTable } from './share-table'

type SharesProps = { id: string; title: string; note: string; shares: Share[] }

/** Parts of a range's cheese: a bar, what its patterns mean, and the figures. */
export function Shares({ id, title, note, shares }: SharesProps) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <figure className="stack-tight">
        <ShareChart id={id} title={title} shares={shares} />
        <ShareLegend id={id} shares={shares} />
        <figcaption className="small soft">{note}</figcaption>
      </figure>
      <ShareTable caption={title} shares={shares} />
    </section>
  )
}
