import { Prisma, type Statement, type StatementDeed } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { type Batch, createJob, type Job, wakeJobs } from '~/domain/core/jobs.server'
import { refuse } from '~/domain/core/refusal'
import { type Ledger, withLedger, withLedgers } from '~/domain/donations/ledger.server'
import { applyLines } from './apply-lines.server'
import { countAsked } from './asked.server'
import {
  APPLYING,
  findJob,
  findTakenRows,
  getStatement,
  isExplanationGone,
  lockOpenStatement,
  lockStatement,
  PLANLESS,
  UNDOING,
} from './own.server'
import { deeds } from './plan'
import { undoLines } from './undo-lines.server'

/** So many lines are one transaction with the act; more are a job's. */
export const MAX_LINES_AT_ONCE = 200

type Started = { hasJob: boolean }

/**
 * What the plan of this hash says, and nothing if the ledger has moved since (POST /creator/statements/:id/apply). Asked again it
 * changes nothing; of an applied one it applies what was decided later. How it is never left half applied:
 * docs/decisions/0041-statements-are-applied-whole.md. Leans on prisma/functions/statements.sql.
 */
export async function applyStatement(viewer: Viewer, id: string, planHash: string): Promise<Started> {
  const { id: channelId } = requireOwnChannel(viewer)
  const started = await withLedger(channelId, async (ledger): Promise<Started> => {
    const { tx } = ledger
    const statement = await lockStatement(tx, channelId, id)
    const job = await findJob(id, tx)
    const isSame = statement.planHash === planHash
    const count = await tx.statementLine.count({ where: { statementId: id, ticked: true, appliedAt: null } })
    const isDone = statement.state === 'applied' && statement.planHash !== null && count === 0
    if (isSame && (job?.kind === APPLYING || (!job && isDone))) return { hasJob: job !== null }
    if (job) refuse('illegal_transition', { because: 'statement_busy' })
    if (isDone) refuse('illegal_transition', { because: 'statement_applied' })
    if (statement.state === 'mapping') refuse('illegal_transition', { because: 'statement_unmapped' })
    if (!isSame || statement.planHeadSeq !== ledger.lastSeq()) refuse('plan_stale')
    if ((await findTakenRows(tx, id, null)).size > 0 || (await isExplanationGone(tx, id)))
      refuse('plan_stale')
    if (count > MAX_LINES_AT_ONCE) {
      await createJob(tx, APPLYING, id, { of: count })
      return { hasJob: true }
    }
    await applyLines(ledger, statement, MAX_LINES_AT_ONCE)
    await finishApplying(tx, id)
    return { hasJob: false }
  })
  if (started.hasJob) wakeJobs()
  return started
}

/** Takes back exactly what applying changed, also of an application that is still under way (POST /creator/statements/:id/undo, prisma/functions/statements.sql). */
export async function undoStatement(viewer: Viewer, id: string): Promise<Started> {
  const { id: channelId } = requireOwnChannel(viewer)
  await getStatement(channelId, id)
  let started: Started | null
  do {
    started = await db.$transaction(async (tx) => {
      // A job holds its row before the ledger: whoever waits for both asks in the same order.
      const held = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM jobs WHERE subject_id = ${id}::uuid FOR UPDATE`
      return withLedgers(tx, [channelId], ([ledger]) => beginUndo(requireLedger(ledger), id, held))
    })
  } while (!started)
  if (started.hasJob) wakeJobs()
  return started
}

/** Null where a job began meanwhile, which may be waiting for this very ledger. */
async function beginUndo(ledger: Ledger, id: string, held: { id: string }[]): Promise<Started | null> {
  const { tx, channelId } = ledger
  const statement = await lockStatement(tx, channelId, id)
  const job = await findJob(id, tx)
  if (job && !held.some((one) => one.id === job.id)) return null
  if (job?.kind === UNDOING) return { hasJob: true }
  if (!job && statement.state === 'undone') return { hasJob: false }
  if (!job && statement.state !== 'applied')
    refuse('illegal_transition', { because: 'statement_not_applied' })
  await tx.job.deleteMany({ where: { subjectId: id } })
  const count = await tx.statementLine.count({ where: { statementId: id, appliedAt: { not: null } } })
  if (count > MAX_LINES_AT_ONCE) {
    await createJob(tx, UNDOING, id, { of: count })
    return { hasJob: true }
  }
  await undoLines(ledger, statement, MAX_LINES_AT_ONCE)
  await finishUndoing(tx, id)
  return { hasJob: false }
}

/** The next lines of a statement that is being applied. */
export const applyLater: Batch = (tx, job, limit) => goOn(tx, job, limit, applyLines, finishApplying)

/** The next lines of one that is being undone. */
export const undoLater: Batch = (tx, job, limit) => goOn(tx, job, limit, undoLines, finishUndoing)

type Act = (ledger: Ledger, statement: Statement, limit: number) => Promise<number>
const NOTHING_LEFT = { count: 0, state: null }

/** Where it goes on stands in the lines themselves. Of a closed channel nothing is applied any more. */
async function goOn(
  tx: Tx,
  { subjectId: id, state }: Job,
  limit: number,
  act: Act,
  finish: (tx: Tx, id: string) => Promise<unknown>,
) {
  const found = await tx.statement.findUnique({ where: { id } })
  if (!found) return NOTHING_LEFT
  return withLedgers(tx, [found.channelId], async ([ledger]) => {
    const statement = await lockOpenStatement(tx, found.channelId, id)
    if (!statement) return NOTHING_LEFT
    const count = await act(requireLedger(ledger), statement, limit)
    if (count === limit) return { count, state }
    await finish(tx, id)
    return { count, state: null }
  })
}

function requireLedger(ledger: Ledger | undefined): Ledger {
  if (!ledger) throw new Error('the ledger head did not answer')
  return ledger
}

/** A line whose donation was decided meanwhile is open again. */
async function finishApplying(tx: Tx, id: string) {
  const done = await tx.statementLine.groupBy({
    by: ['deed'],
    where: { statementId: id, appliedAt: { not: null } },
    _count: true,
  })
  const countOf = (wanted: StatementDeed) => done.find(({ deed }) => deed === wanted)?._count ?? 0
  const data = {
    ...(await countAsked(tx, id)),
    deeds: Object.fromEntries(deeds.map((deed) => [deed, countOf(deed)])),
  }
  const state = { state: 'applied', appliedAt: new Date(), undoneAt: null } as const
  await tx.statement.update({ where: { id }, data: { ...data, ...state } })
}

/** The plan went with what it stood for. */
const finishUndoing = (tx: Tx, id: string) =>
  tx.statement.update({
    where: { id },
    data: { state: 'undone', undoneAt: new Date(), deeds: Prisma.DbNull, ...PLANLESS },
  })
