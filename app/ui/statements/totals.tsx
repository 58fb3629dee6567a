import { timestampCopy } from '~/copy/ko/dates'
import { FACTS, PLAN } from '~/copy/ko/statement-pages'
import { TOTALS_APPLY, totalsUseCopy } from '~/copy/ko/statement-totals'
import { OperationForm } from '../form/operation-form'
import type { ListedStatement } from './statement-list'
import { UndoDetails } from './undo'

type Of = { statement: ListedStatement }

const purposeOf = ({ totals }: ListedStatement) => totalsUseCopy(totals?.paidOn ?? null)

/** Sums that were typed in become part of the report in one tap, and change no donation. */
export function TotalsCard({ statement }: Of) {
  const { id, plan } = statement
  if (!plan) return null
  return (
    <OperationForm
      op="POST /creator/statements/:id/apply"
      params={{ id }}
      fields={{ planHash: plan.planHash }}
      className="card"
      optimistic={TOTALS_APPLY.applying}
    >
      <p>
        {purposeOf(statement)}. {PLAN.mayUndo}
      </p>
      <button className="button min-h-14 w-full" type="submit">
        {TOTALS_APPLY.submit}
      </button>
    </OperationForm>
  )
}

/** What they are used for now, and the way back. */
export function AppliedTotalsCard({ statement }: Of) {
  const { id, appliedAt } = statement
  return (
    <section className="card">
      <h2>{TOTALS_APPLY.title}</h2>
      <p>{purposeOf(statement)}</p>
      {appliedAt && (
        <p className="note">
          {FACTS.applied} {timestampCopy(appliedAt)}
        </p>
      )}
      <UndoDetails id={id} note={TOTALS_APPLY.undoNote} />
    </section>
  )
}
