import type { Statement } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'

export const APPLYING = 'apply_statement'
export const UNDOING = 'undo_statement'
export type RunningJob = { kind: typeof APPLYING | typeof UNDOING; doneCount: number }

export async function getStatement(channelId: string, id: string, from: Tx = db): Promise<Statement> {
  return (await from.statement.findFirst({ where: { id, channelId } })) ?? refuse('not_found')
}

/** Acts on one statement follow one another. Behind the ledger's lock where both are taken. */
export async function lockStatement(tx: Tx, channelId: string, id: string): Promise<Statement> {
  await tx.$queryRaw`
    SELECT id FROM statements WHERE id = ${id}::uuid AND channel_id = ${channelId}::uuid FOR UPDATE`
  return getStatement(channelId, id, tx)
}

export async function findJob(id: string, from: Tx = db): Promise<RunningJob | null> {
  const job = await from.job.findFirst({ where: { subjectId: id, kind: { in: [APPLYING, UNDOING] } } })
  if (job?.kind !== APPLYING && job?.kind !== UNDOING) return null
  return { kind: job.kind, doneCount: job.doneCount }
}

/** Locked, of lines that can be read, and neither applied nor being applied or undone. Refusal: `illegal_transition`. */
export async function lockEditable(tx: Tx, channelId: string, id: string): Promise<Statement> {
  const statement = await lockStatement(tx, channelId, id)
  if (statement.state === 'applied') refuse('illegal_transition', { because: 'statement_applied' })
  if (await findJob(id, tx)) refuse('illegal_transition', { because: 'statement_busy' })
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
