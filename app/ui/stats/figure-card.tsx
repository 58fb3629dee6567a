import { type ExplainQuery, paths } from '~/http/paths'

type FigureCardProps = { name: string; value: string; note?: string; why: ExplainQuery; wide?: boolean }

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

type WhyLinkProps = { of: string; why: ExplainQuery; whole?: boolean }

/** "왜 이 수치인가요?"; `whole` makes the whole card a link. */
export function WhyLink({ of, why, whole = false }: WhyLinkProps) {
  return (
    <a className={whole ? 'why whole' : 'why tap'} href={paths.explain(why)}>
      <span className="sr-only">{of}, </span>왜 이 수치인가요?
    </a>
  )
}
