import { z } from 'zod'
import type { Statement } from '#prisma'
import { columnMapping, tolerance, totals } from './input'
import { deeds, donationOutcomes, lineOutcomes, type Plan } from './plan'

const count = z.int()
const outcomes = <Outcome extends string>(of: readonly Outcome[]) => z.record(z.enum(of), count)

/** A plan as the API answers it and the database stores it: how many of what, and the sums. */
export const planView = z.object({
  planHash: z.string(),
  headSeq: z.int(),
  lines: outcomes(lineOutcomes),
  donations: outcomes(donationOutcomes),
  ticked: count.describe('Lines that applying acts on'),
  deeds: outcomes(deeds).describe('What it does to them'),
  sums: z.object({
    statement: count,
    notCounted: count,
    nextPeriod: count,
    melt: count,
    meltAfter: count,
    missing: count,
    extra: count,
    residual: count,
    within: z.boolean(),
  }),
})
export type PlanView = z.output<typeof planView>

/** How many lines and donations come to what. */
export function toPlanView(plan: Plan, of: { planHash: string; headSeq: number }): PlanView {
  const { lineTallies: lines, donationTallies: donations } = plan
  return {
    ...of,
    lines: {
      matched: lines.matched.count,
      explained: lines.explained.count,
      differs: lines.differs.count,
      onlyStatement: lines.onlyStatement.count,
      ignored: lines.ignored.count,
      onHold: lines.onHold.count,
      nextPeriod: lines.nextPeriod.count,
    },
    donations: {
      matched: donations.matched.count,
      explained: donations.explained.count,
      differs: donations.differs.count,
      onHold: donations.onHold.count,
      onlyMeltWaiting: donations.onlyMeltWaiting.count,
      onlyMeltConfirmed: donations.onlyMeltConfirmed.count,
    },
    ticked: plan.lines.filter(({ ticked }) => ticked).length,
    deeds: plan.deeds,
    sums: { ...plan.sums },
  }
}

const header = z.object({ row: z.int().nullable(), names: z.array(z.string()) })
const firstRows = z.array(z.object({ row: z.int(), cells: z.array(z.string()) }))

export type RunningJob = {
  id: string
  kind: 'apply_statement' | 'undo_statement'
  doneCount: number
  of: number
}
export type JobView = { does: 'apply' | 'undo'; done: number; of: number } | null

/** A statement in a list: without its rows. */
export function toListedStatement(statement: Statement, job: RunningJob | null) {
  const { id, kind, state, sha256, sheet, lineCount, fromDay: from, toDay: to } = statement
  const plan = planView.nullable().parse(statement.plan)
  return {
    id,
    kind,
    state,
    period: from === null || to === null ? null : { from, to },
    sha256,
    sheet: sheet || null,
    rows: lineCount,
    totals: totals.nullable().parse(statement.totals),
    tolerance: tolerance.nullable().parse(statement.tolerance),
    plan,
    asked: { count: statement.askedCount, open: statement.openCount },
    deeds: outcomes(deeds).nullable().parse(statement.deeds),
    appliedAt: statement.appliedAt?.toISOString() ?? null,
    undoneAt: statement.undoneAt?.toISOString() ?? null,
    createdAt: statement.createdAt.toISOString(),
    job: toJobView(job),
  }
}

function toJobView(job: RunningJob | null): JobView {
  return job && { does: job.kind === 'apply_statement' ? 'apply' : 'undo', done: job.doneCount, of: job.of }
}

type Refused = { row: number; column: number | null; reason: string }

/** One statement: what its columns are called, how they are mapped, and which rows could not be read. */
export function toStatement(
  statement: Statement,
  job: RunningJob | null,
  refused: Refused[],
  refusedCount: number,
) {
  return {
    ...toListedStatement(statement, job),
    header: header.nullable().parse(statement.header),
    firstRows: firstRows.nullable().parse(statement.firstRows),
    mapping: columnMapping.partial().nullable().parse(statement.mapping),
    refused: refused.map(({ row, column, reason }) => ({ row, column, reason })),
    refusedCount,
  }
}
