import { paths } from '~/http/paths'
import { type Explained, ExplainedRow } from './explained-row'
import { TurnPage } from './turn-page'

type ExplainedRowsProps = {
  title: string
  none: string
  rows: Explained[]
  next: string | null
  turn: 'cursor' | 'excludedCursor'
  search: string
}

/** The rows a figure is made of, or those left out; each list turns its own pages. */
export function ExplainedRows({ title, none, rows, next, turn, search }: ExplainedRowsProps) {
  return (
    <section className="stack-tight" id={turn}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <ul className="card explained-rows">
          {rows.map((row) => (
            <ExplainedRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      <TurnPage address={paths.explainPage} search={search} turn={turn} next={next} />
    </section>
  )
}
