import { Fragment } from 'react'
import { timestampCopy } from '~/copy/ko/dates'
import { cheese, countCopy } from '~/copy/ko/numbers'
import { FACTS, PLAN, periodCopy, UNDO } from '~/copy/ko/statement-pages'
import { TOTALS, TOTALS_APPLY } from '~/copy/ko/statement-totals'
import { paths } from '~/http/paths'
import { Facts } from '../figures'
import { AppliedCard, ApplyCard, PlanForm } from './apply'
import { JobCard, UndoCard } from './job'
import { MappingForm } from './mapping-form'
import { PlanOutcomes, PlanSums } from './plan'
import { RefusedRows } from './refused-rows'
import { type Statement, StateTag } from './statement-list'
import { AppliedTotalsCard, TotalsCard } from './totals'

/** What was brought, and how far it is. */
export function StatementFacts({ statement }: { statement: Statement }) {
  const { period, kind, rows, sheet, totals, createdAt, state } = statement
  const isRead = state !== 'mapping'
  return (
    <section className="card">
      <div>
        <StateTag statement={statement} />
      </div>
      <Facts>
        {isRead && (
          <>
            <dt>{FACTS.period}</dt>
            <dd>{periodCopy(period)}</dd>
          </>
        )}
        {isRead && kind === 'lines' && (
          <>
            <dt>{FACTS.lines}</dt>
            <dd className="num">{countCopy(rows, '줄')}</dd>
          </>
        )}
        {sheet && (
          <>
            <dt>{FACTS.sheet}</dt>
            <dd>{sheet}</dd>
          </>
        )}
        {totals && <TotalsFacts totals={totals} />}
        <dt>{FACTS.brought}</dt>
        <dd className="num">{timestampCopy(createdAt)}</dd>
      </Facts>
    </section>
  )
}

function TotalsFacts({ totals }: { totals: NonNullable<Statement['totals']> }) {
  return (
    <>
      {(['gross', 'fee', 'vat', 'withholding', 'net'] as const).map((name) => {
        const sum = totals[name]
        return sum === null ? null : (
          <Fragment key={name}>
            <dt>{TOTALS[name]}</dt>
            <dd className="num">{cheese(sum)}</dd>
          </Fragment>
        )
      })}
      {totals.paidOn && (
        <>
          <dt>{TOTALS.paidOn}</dt>
          <dd>{totals.paidOn}</dd>
        </>
      )}
    </>
  )
}

type Known = {
  statement: Statement
  isStale: boolean
  hasLinesToApply: boolean
  asksColumns: boolean
  asksUndo: boolean
}

/** What there is to do with it now, and what it comes to. */
export function StatementParts({ statement, isStale, hasLinesToApply, asksColumns, asksUndo }: Known) {
  const { id, state, job, plan } = statement
  if (job) return asksUndo ? <UndoCard id={id} /> : <JobCard id={id} job={job} />
  const hasLines = statement.kind === 'lines'
  const mayMap = hasLines && state !== 'applied'
  if (state === 'mapping' || (asksColumns && mayMap)) return <MappingForm statement={statement} />
  const isApplied = state === 'applied'
  const isDone = isApplied && !hasLinesToApply
  const toPlan = plan === null ? 'changed' : isStale && !isDone ? 'stale' : null
  return (
    <>
      {state === 'undone' && <p className="card">{hasLines ? UNDO.undone : TOTALS_APPLY.undone}</p>}
      {isApplied && hasLines && <AppliedCard statement={statement} hasLinesToApply={hasLinesToApply} />}
      {isApplied && !hasLines && <AppliedTotalsCard statement={statement} />}
      {toPlan && <PlanWay statement={statement} why={toPlan} />}
      {!toPlan &&
        !isDone &&
        (hasLines ? <ApplyCard statement={statement} /> : <TotalsCard statement={statement} />)}
      {plan && <PlanSums statement={statement} plan={plan} isDone={isDone} />}
      {plan && hasLines && <PlanOutcomes statement={statement} plan={plan} />}
      <RefusedRows statement={statement} />
      {mayMap && (
        <a className="link-small self-start" href={paths.statementColumns(id)}>
          {PLAN.columns}
        </a>
      )}
    </>
  )
}

function PlanWay({ statement, why }: { statement: Statement; why: 'changed' | 'stale' }) {
  const { id, asked, appliedAt } = statement
  if (why === 'stale') return <PlanForm id={id} note={PLAN.stale} label={PLAN.again} />
  const isChosen = asked.count > 0
  const isFirst = !isChosen && appliedAt === null
  return (
    <PlanForm
      id={id}
      note={isChosen ? PLAN.changed : PLAN.makeNote}
      label={isFirst ? PLAN.make : PLAN.again}
    />
  )
}
