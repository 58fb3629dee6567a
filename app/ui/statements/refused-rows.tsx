import { rowReasonCopy } from '~/copy/ko/statement-lines'
import { REFUSED, refusedCopy } from '~/copy/ko/statement-pages'
import type { toStatement } from '~/domain/statements/presenter'
import { Disclosure } from '../disclosure'

type Statement = ReturnType<typeof toStatement>

/** Each row that could not be read, with its number, its column and why. */
export function RefusedRows({ statement: { refused, refusedCount, header } }: { statement: Statement }) {
  if (refusedCount === 0) return null
  return (
    <section className="card">
      <Disclosure label={refusedCopy(refusedCount)}>
        <p className="note">
          {REFUSED.note}
          {refusedCount > refused.length && ` ${REFUSED.first}`}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what it can stand on. */}
        <section aria-label={refusedCopy(refusedCount)} tabIndex={0} data-scrolls="">
          <table>
            <caption className="sr-only">{refusedCopy(refusedCount)}</caption>
            <thead>
              <tr>
                <th scope="col">{REFUSED.row}</th>
                <th scope="col">{REFUSED.column}</th>
                <th scope="col">{REFUSED.reason}</th>
              </tr>
            </thead>
            <tbody>
              {refused.map(({ row, column, reason }) => (
                <tr key={row}>
                  <th scope="row">{row}</th>
                  <td>{(column !== null && header?.names[column]) || ''}</td>
                  <td>{rowReasonCopy(reason)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Disclosure>
    </section>
  )
}
