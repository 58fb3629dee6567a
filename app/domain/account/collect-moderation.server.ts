import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { collectPages } from './collect-pages.server'

/** What I reported and how it ended; the copy of the words is another person's. */
export async function* collectReports({ id: reporterId }: Viewer) {
  for await (const report of collectPages((page) =>
    db.report.findMany({ where: { reporterId }, orderBy: { id: 'asc' }, ...page }),
  )) {
    const { reason, detail, createdAt, outcome, resolvedAt } = report
    yield {
      reason,
      detail,
      createdAt: createdAt.toISOString(),
      outcome,
      resolvedAt: resolvedAt?.toISOString() ?? null,
    }
  }
}

/** What I objected to and how it ended. */
export async function* collectObjections({ id: authorId }: Viewer) {
  for await (const objection of collectPages((page) =>
    db.objection.findMany({ where: { authorId }, orderBy: { id: 'asc' }, ...page }),
  )) {
    const { messageId, text, createdAt, outcome, outcomeReason } = objection
    yield { messageId, text, createdAt: createdAt.toISOString(), outcome, outcomeReason }
  }
}
