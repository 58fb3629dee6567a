import { timestampCopy } from '~/copy/ko/dates'
import {
  APPLIED,
  APPLY,
  applyCopy,
  applyRestCopy,
  decideCopy,
  deedsCopy,
  FACTS,
  leftCopy,
  openLeftCopy,
  PLAN,
  UNDO,
} from '~/copy/ko/statement-pages'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import type { ListedStatement, Statement } from './statement-list'
import { UndoDetails } from './undo'

type Of = { statement: ListedStatement }

/** What would be done, in one sentence and one tap, and the way to what nobody else can decide. */
export function ApplyCard({ statement }: Of) {
  const { id, plan, asked, state } = statement
  if (!plan) return null
  const { ticked, deeds, planHash } = plan
  const isFirst = state !== 'applied'
  return (
    <section className="card">
      {ticked > 0 ? (
        <OperationForm
          op="POST /creator/statements/:id/apply"
          params={{ id }}
          fields={{ planHash }}
          className="flex flex-col gap-2"
          optimistic={APPLY.applying}
        >
          <p>
            {deedsCopy(deeds, '해요')}. {PLAN.mayUndo}
          </p>
          <button className="button min-h-14 w-full" type="submit">
            {isFirst ? applyCopy(ticked) : applyRestCopy(ticked)}
          </button>
        </OperationForm>
      ) : (
        isFirst && <p>{PLAN.nothing}</p>
      )}
      {isFirst && <DecideWay id={id} open={asked.open} note={openLeftCopy(asked.open)} />}
    </section>
  )
}

function DecideWay({ id, open, note }: { id: string; open: number; note: string }) {
  if (open === 0) return null
  return (
    <>
      <a className="button button-quiet w-full" href={paths.decide(id)}>
        {decideCopy(open)}
      </a>
      <p className="note">{note}</p>
    </>
  )
}

type PlanFormProps = { id: string; note: string; label: string }

/** Makes the plan, or makes it anew. */
export function PlanForm({ id, note, label }: PlanFormProps) {
  return (
    <OperationForm
      op="POST /creator/statements/:id/plan"
      params={{ id }}
      className="card"
      optimistic={PLAN.making}
    >
      <p>{note}</p>
      <button className="button w-full" type="submit">
        {label}
      </button>
    </OperationForm>
  )
}

type AppliedProps = { statement: Statement; hasLinesToApply: boolean }

/** What applying did, and what stays open: to match in part is nothing wrong. */
export function AppliedCard({ statement, hasLinesToApply }: AppliedProps) {
  const { id, deeds, appliedAt, asked, plan, refusedCount: refused } = statement
  const isSettled = asked.open === 0 && plan !== null && !hasLinesToApply
  return (
    <section className="card">
      <h2>{APPLIED.title}</h2>
      {deeds && <p>{deedsCopy(deeds, '했어요')}</p>}
      {appliedAt && (
        <p className="note">
          {FACTS.applied} {timestampCopy(appliedAt)}
        </p>
      )}
      {isSettled && <p className="note">{leftCopy({ onHold: plan.lines.onHold, refused })}</p>}
      <DecideWay id={id} open={asked.open} note={APPLIED.partly} />
      <UndoDetails id={id} note={UNDO.note} />
    </section>
  )
}
