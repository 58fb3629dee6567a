import type { z } from 'zod'
import type { Statement } from '#prisma'
import { db, query, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, runtimeSql, toPage } from '~/domain/core/keyset'
import type { statementsQuery } from './input'
import { findJob, getStatement } from './own.server'
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
  const rows = await db.statement.findMany({ where: { id: { in: ids } } })
  const jobs = await db.job.findMany({ where: { subjectId: { in: ids } } })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return {
    items: ids.flatMap((id) => {
      const statement = byId.get(id)
      const job = jobs.find(({ subjectId }) => subjectId === id)
      const kind = job?.kind
      const running =
        job && (kind === 'apply_statement' || kind === 'undo_statement')
          ? { kind, doneCount: job.doneCount }
          : null
      return statement ? [toListedStatement(statement, running)] : []
    }),
    nextCursor,
  }
}
