import type { z } from 'zod'
import { db } from '~/db/client.server'
import { requireAdmin } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { toPage } from '~/domain/core/keyset'
import type { listQuery } from './input'
import type { AuditLine } from './presenter'

/** The audit log for admins, newest first: `{items, nextCursor}`. Refusal: `not_found` (everybody else). */
export async function listAudit(viewer: Viewer, { cursor, limit }: z.infer<typeof listQuery>) {
  requireAdmin(viewer)
  const rows = await db.auditEntry.findMany({
    where: cursor ? { OR: [{ at: { lt: cursor.at } }, { at: cursor.at, id: { lt: cursor.id } }] } : {},
    include: { actor: { select: { displayName: true } } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit, ({ at, id }) => ({ at, id }))
  return {
    items: items.map(
      ({ id, act, subjectId, reason, at, actor }): AuditLine => ({
        id,
        act,
        subjectId,
        reason,
        actorName: actor.displayName,
        at: at.toISOString(),
      }),
    ),
    nextCursor,
  }
}
