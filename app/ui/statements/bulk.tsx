import { alikeCopy, BULK, bulkActsOf } from '~/copy/ko/statement-lines'
import type { Alike } from '~/domain/statements/alike'
import { OperationForm } from '../form/operation-form'

type BulkFormsProps = { id: string; alike: Alike; count: number; next: string }

/** The same said of all lines alike, each button with their number; `next` is the page to go on with, or `here`. */
export function BulkForms({ id, alike, count, next }: BulkFormsProps) {
  return (
    <details className="ask">
      <summary className="link-small">{BULK.open}</summary>
      <div className="card mt-2">
        <p>{alikeCopy(alike, count)}</p>
        {bulkActsOf(alike, count).map(({ act, label }) => (
          <OperationForm
            key={act}
            op="PUT /creator/statements/:id/lines"
            params={{ id }}
            fields={
              act === 'statement' || act === 'melt'
                ? { of: alike, outcome: 'differs', counts: act }
                : { of: alike, outcome: act }
            }
            redirectTo={next}
          >
            <button className="button button-quiet w-full" type="submit">
              {label}
            </button>
          </OperationForm>
        ))}
      </div>
    </details>
  )
}

/** Everything that was chosen is asked again. */
export function TakeBackForm({ id }: { id: string }) {
  return (
    <OperationForm
      op="PUT /creator/statements/:id/lines"
      params={{ id }}
      fields={{ of: 'chosen', outcome: 'undecided' }}
    >
      <button className="button button-text self-start" type="submit">
        {BULK.takeBack}
      </button>
    </OperationForm>
  )
}
