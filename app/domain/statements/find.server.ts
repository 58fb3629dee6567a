import type { z } from 'zod'
import type { Statement } from '#prisma'
import { db, query, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, runtimeSql, toPage } from '~/domain/core/keyset'
import type { statementsQuery } from './input'
import { findJob, getStatement, toRunningJob } from './own.server'
import { toListedStatement, toStatement } from './presenter'

/** The file has all of them; the answer has the first. */
const MAX_REFUSED_SHOWN = 100

/** One of their own (GET /creator/statements/:id). */
export async function getOwnStatement(viewer: Viewer, id: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  return db.$transaction(async (tx) => present(tx, await getStatement(channelId, id, tx)), {
    isolationLevel: 'RepeatableRead',
  })
}

/** What the page of a statement knows besides: whether the ledger has moved since its plan, and whether one has lines to apply. */
export async function getStatementPage(viewer: Viewer, id: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  const statement = await getOwnStatement(viewer, id)
  const [head, toApply] = await Promise.all([
    db.ledgerHead.findUnique({ where: { channelId } }),
    db.$queryRaw<object[]>`
      SELECT 1 FROM statement_lines WHERE statement_id = ${id}::uuid AND ticked AND applied_at IS NULL LIMIT 1`,
  ])
  const isStale = statement.plan !== null && statement.plan.headSeq !== (head?.seq ?? 0)
  return { statement, isStale, hasLinesToApply: toApply.length > 0 }
}

/** The row of which statement explains a donation, if one does. */
export async function findExplanation(viewer: Viewer, donationId: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  const [line] = await db.$queryRaw<{ statementId: string; row: number }[]>`
    SELECT statement_id AS "statementId", row FROM statement_lines
    WHERE donation_id = ${donationId}::uuid AND channel_id = ${channelId}::uuid AND applied_at IS NOT NULL`
  return line ?? null
}

/** Of one moment: a job that ends between two reads would leave a state of before without its job. */
async function present(tx: Tx, statement: Statement) {
  const { id: statementId } = statement
  const [job, refused, refusedCount] = [
    await findJob(statementId, tx),
    await tx.statementRefusedRow.findMany({
      where: { statementId },
      orderBy: { row: 'asc' },
      take: MAX_REFUSED_SHOWN,
    }),
    await tx.statementRefusedRow.count({ where: { statementId } }),
  ]
  return toStatement(statement, job, refused, refusedCount)
}

const statementsSql = `
  SELECT id, created_at AS at FROM statements WHERE channel_id = ${runtimeSql(1, 'uuid')} AND ${keysetBeforeSql('created_at', 'id', 2)}
  ORDER BY created_at DESC, id DESC LIMIT $4`

/** The newest first (GET /creator/statements). */
export async function listStatements(viewer: Viewer, { cursor, limit }: z.infer<typeof statementsQuery>) {
  type Key = { id: string; at: Date }
  const { id: channelId } = requireOwnChannel(viewer)
  const values = [channelId, ...keysetValues(cursor), limit + 1]
  const keys = await query<Key>('statements', statementsSql, values)
  const { items, nextCursor } = toPage(keys, limit, (key) => key)
  const ids = items.map(({ id }) => id)
  const jobs = await db.job.findMany({ where: { subjectId: { in: ids } } })
  const rows = await db.statement.findMany({ where: { id: { in: ids } } })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return {
    items: ids.flatMap((id) => {
      const statement = byId.get(id)
      const job = jobs.find(({ subjectId }) => subjectId === id)
      return statement ? [toListedStatement(statement, job ? toRunningJob(job) : null)] : []
    }),
    nextCursor,
  }
}
