import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { streamPages } from '~/domain/core/keyset'
import { toListedStatement } from '~/domain/statements/presenter'
import { byId } from './collect-activity.server'

const PAGE_SIZE = 500

/** With the rows of each that could not be read; the file itself is the creator's own. */
export async function* collectStatements({ id: ownerId }: Viewer) {
  const refused = { orderBy: { row: 'asc' }, select: { row: true, column: true, reason: true } } as const
  for await (const { refused: rows, ...statement } of byId(({ where, ...page }) =>
    db.statement.findMany({ where: { channel: { ownerId }, ...where }, include: { refused }, ...page }),
  )) {
    yield { ...toListedStatement(statement, null), refused: rows }
  }
}

/** Statement by statement, in the order of their rows. */
export async function* collectStatementLines({ id: ownerId }: Viewer) {
  for await (const { id: statementId } of byId(({ where, ...page }) =>
    db.statement.findMany({ where: { channel: { ownerId }, ...where }, select: { id: true }, ...page }),
  )) {
    const pages = streamPages<Awaited<ReturnType<typeof findLines>>[number]>(
      (after, limit) => findLines(statementId, after?.row ?? 0, limit),
      PAGE_SIZE,
    )
    for await (const lines of pages)
      for (const { appliedAt, ...line } of lines)
        yield { statementId, ...line, appliedAt: appliedAt?.toISOString() ?? null }
  }
}

function findLines(statementId: string, after: number, take: number) {
  return db.statementLine.findMany({
    where: { statementId, row: { gt: after } },
    orderBy: { row: 'asc' },
    take,
    select: {
      ...{ row: true, day: true, time: true, fromDay: true, toDay: true, amount: true, donorId: true },
      ...{ nickname: true, kind: true, message: true, fee: true, net: true, state: true, counted: true },
      ...{ outcome: true, donationId: true, choice: true, appliedAt: true },
    },
  })
}
