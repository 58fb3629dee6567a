import type { ExplainQuery } from '~/http/paths'
import { WhyLink } from './why-link'

type FigureCardProps = { name: string; value: string; note?: string; why: ExplainQuery; wide?: boolean }

/** A figure with its name; a tap anywhere on it asks why it is so. */
export function FigureCard({ name, value, note, why, wide = false }: FigureCardProps) {
  return (
    <div className={wide ? 'figure figure-why figure-wide' : 'figure figure-why'}>
      <dt>{name}</dt>
      <dd className={wide ? 'big' : undefined}>{value}</dd>
      {note && <dd className="figure-note">{note}</dd>}
      <dd className="why-line">
        <WhyLink of={name} why={why} whole />
      </dd>
    </div>
  )
}
