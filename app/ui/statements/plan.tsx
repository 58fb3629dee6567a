import type { ReactNode } from 'react'
import { cheese, countCopy } from '~/copy/ko/numbers'
import { ONLY_MELT, OUTCOMES } from '~/copy/ko/statement-lines'
import { PLAN, TOLERANCE } from '~/copy/ko/statement-pages'
import { TOTALS_APPLY } from '~/copy/ko/statement-totals'
import type { PlanView } from '~/domain/statements/presenter'
import { paths } from '~/http/paths'
import { Facts } from '../figures'
import { AmountField } from '../form/amount-field'
import { Field } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { useFormErrors } from '../form/returned'
import { PlaceRow } from '../places'
import { TakeBackForm } from './bulk'
import type { ListedStatement } from './statement-list'

type PlanProps = { statement: ListedStatement; plan: PlanView }

/** The statement's sum beside Melt's, after what is ticked was applied. */
export function PlanSums({ statement, plan: { sums }, isDone }: PlanProps & { isDone: boolean }) {
  const { missing, extra, within } = sums
  const rest = missing + extra
  const hasLines = statement.kind === 'lines'
  const verdict = rest === 0 ? PLAN.even : within ? PLAN.within : PLAN.beyond
  return (
    <section className="card">
      <h2>{isDone ? PLAN.done : PLAN.title}</h2>
      <Facts>
        <Sum name={PLAN.statement} of={sums.statement} always />
        <Sum name={PLAN.notCounted} of={sums.notCounted} />
        <Sum name={PLAN.nextPeriod} of={sums.nextPeriod} />
        {!isDone && <Sum name={PLAN.melt} of={sums.melt} always />}
        {hasLines && <Sum name={isDone ? PLAN.meltDone : PLAN.meltAfter} of={sums.meltAfter} always />}
        {isDone && !hasLines && <Sum name={TOTALS_APPLY.melt} of={sums.melt} always />}
        <Sum name={PLAN.missing} of={missing} />
        <Sum name={PLAN.extra} of={extra} />
        <Sum name={PLAN.residual} of={sums.residual} always />
      </Facts>
      <p>
        <span className={`tag ${within ? 'tag-ok' : 'tag-wait'}`}>{verdict}</span>
      </p>
      <ToleranceForm statement={statement} />
    </section>
  )
}

function Sum({ name, of, always = false }: { name: string; of: number; always?: boolean }) {
  if (of === 0 && !always) return null
  return (
    <>
      <dt>{name}</dt>
      <dd className="num text-right font-semibold">{cheese(of)}</dd>
    </>
  )
}

/** How much of a difference is let pass, of the sums alone. */
function ToleranceForm({ statement: { id, tolerance } }: { statement: ListedStatement }) {
  return (
    <OperationForm op="POST /creator/statements/:id/plan" params={{ id }}>
      {(name) => (
        <FoldedTolerance>
          <p className="note">{TOLERANCE.about}</p>
          <AmountField
            id="absolute"
            name={name('tolerance.absolute')}
            label={TOLERANCE.absolute}
            amount={tolerance?.absolute}
          />
          <Field
            name={name('tolerance.permille')}
            label={TOLERANCE.permille}
            value={tolerance?.permille?.toString()}
            most={4}
          />
          <button className="button button-quiet button-small self-start" type="submit">
            {TOLERANCE.submit}
          </button>
        </FoldedTolerance>
      )}
    </OperationForm>
  )
}

function FoldedTolerance({ children }: { children: ReactNode }) {
  const isWrong = useFormErrors().length > 0
  return (
    <details className="ask" open={isWrong}>
      <summary className="link-small">{TOLERANCE.open}</summary>
      <div className="flex flex-col gap-3">{children}</div>
    </details>
  )
}

const LINES = ['matched', 'onlyStatement', 'differs', 'onHold', 'nextPeriod', 'ignored', 'explained'] as const
const DONATIONS = ['onlyMeltWaiting', 'onlyMeltConfirmed'] as const

/** How many lines come to what, each the way to its list. */
export function PlanOutcomes({ statement: { id, asked, state }, plan }: PlanProps) {
  const lines = LINES.filter((outcome) => plan.lines[outcome] > 0)
  const donations = DONATIONS.filter((outcome) => plan.donations[outcome] > 0)
  return (
    <nav className="card" aria-label={PLAN.lines}>
      <h2>{PLAN.lines}</h2>
      {lines.map((outcome) => (
        <PlaceRow key={outcome} href={paths.statementLines(id, outcome)}>
          <Counted name={OUTCOMES[outcome].name} count={countCopy(plan.lines[outcome], '줄')} />
        </PlaceRow>
      ))}
      {donations.map((outcome) => (
        <PlaceRow key={outcome} href={paths.onlyMelt(id, outcome)}>
          <Counted name={ONLY_MELT[outcome].name} count={countCopy(plan.donations[outcome], '건')} />
        </PlaceRow>
      ))}
      {asked.count > asked.open && state !== 'applied' && <TakeBackForm id={id} />}
    </nav>
  )
}

function Counted({ name, count }: { name: string; count: string }) {
  return (
    <span className="line justify-between">
      {name} <strong className="num">{count}</strong>
    </span>
  )
}
