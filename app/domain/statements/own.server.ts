import { type Job, Prisma, type Statement } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import type { RunningJob } from './presenter'

export const APPLYING = 'apply_statement'
export const UNDOING = 'undo_statement'
/** What a plan was is forgotten as soon as something that it rests on has changed. */
export const PLANLESS = { plan: Prisma.DbNull, planHash: null, planHeadSeq: null }

export async function getStatement(channelId: string, id: string, from: Tx = db): Promise<Statement> {
  return (await from.statement.findFirst({ where: { id, channelId } })) ?? refuse('not_found')
}

/** Acts on one statement follow one another. Behind the ledger's lock where both are taken; a closed channel has none. */
export async function lockStatement(tx: Tx, channelId: string, id: string): Promise<Statement> {
  return (await lockOpenStatement(tx, channelId, id)) ?? refuse('not_found')
}

export async function lockOpenStatement(tx: Tx, channelId: string, id: string): Promise<Statement | null> {
  const locked = await tx.$queryRaw<object[]>`
    SELECT s.id FROM statements s JOIN channels c ON c.id = s.channel_id
    WHERE s.id = ${id}::uuid AND s.channel_id = ${channelId}::uuid AND c.opened_at IS NOT NULL FOR UPDATE OF s`
  return locked.length === 0 ? null : getStatement(channelId, id, tx)
}

export async function findJob(id: string, from: Tx = db): Promise<RunningJob | null> {
  const job = await from.job.findFirst({ where: { subjectId: id, kind: { in: [APPLYING, UNDOING] } } })
  return job && toRunningJob(job)
}

/** How many lines it has to do in all stands in its state. */
export function toRunningJob({ id, kind, doneCount, state }: Job): RunningJob | null {
  if (kind !== APPLYING && kind !== UNDOING) return null
  const of = typeof state === 'object' && state !== null && 'of' in state ? Number(state.of) : 0
  return { id, kind, doneCount, of }
}

/** Locked, and neither being applied nor being undone. Refusal: `illegal_transition`. */
export async function lockIdle(tx: Tx, channelId: string, id: string): Promise<Statement> {
  const statement = await lockStatement(tx, channelId, id)
  if (await findJob(id, tx)) refuse('illegal_transition', { because: 'statement_busy' })
  return statement
}

/** The same, and none of its lines is applied. Refusal: `illegal_transition`. */
export async function lockEditable(tx: Tx, channelId: string, id: string): Promise<Statement> {
  const statement = await lockIdle(tx, channelId, id)
  if (statement.state === 'applied') refuse('illegal_transition', { because: 'statement_applied' })
  return statement
}

/** Of these rows, or of all that are ticked: those that another statement has had since, or whose donation it explains by now. */
export async function findTakenRows(
  tx: Tx,
  statementId: string,
  rows: number[] | null,
): Promise<Set<number>> {
  const taken = await tx.$queryRaw<{ row: number }[]>`
    SELECT own.row FROM statement_lines own
    WHERE own.statement_id = ${statementId}::uuid AND own.ticked AND own.applied_at IS NULL
      AND (${rows}::int[] IS NULL OR own.row = ANY (${rows}::int[]))
      AND (EXISTS (SELECT 1 FROM statement_lines l
          WHERE l.channel_id = own.channel_id AND l.identity = own.identity AND l.applied_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM statement_lines l WHERE l.donation_id = own.donation_id AND l.applied_at IS NOT NULL))`
  return new Set(taken.map(({ row }) => row))
}

/** Whether something that an earlier statement explained when this one was planned is explained by none by now. */
export async function isExplanationGone(tx: Tx, statementId: string): Promise<boolean> {
  const gone = await tx.$queryRaw<object[]>`
    SELECT own.row FROM statement_lines own
    WHERE own.statement_id = ${statementId}::uuid AND own.outcome = 'explained' AND own.applied_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM statement_lines l
        WHERE l.channel_id = own.channel_id AND l.identity = own.identity AND l.applied_at IS NOT NULL)
    LIMIT 1`
  return gone.length > 0
}
