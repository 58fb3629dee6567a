import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { toPage } from '~/domain/core/keyset'
import type { listQuery } from './input'
import type { MyReport } from './presenter'

/**
 * What this person reported and what came of it, newest first: `{items: [{id, channelName, type, reason, createdAt, outcome,
 * outcomeReason, resolvedAt}], nextCursor}`; never who decided it (api.md GET /report).
 */
export async function listMyReports(viewer: Viewer, { cursor, limit }: z.infer<typeof listQuery>) {
  const rows = await db.report.findMany({
    where: {
      reporterId: viewer.id,
      ...(cursor
        ? { OR: [{ createdAt: { lt: cursor.at } }, { createdAt: cursor.at, id: { lt: cursor.id } }] }
        : {}),
    },
    include: { channel: { select: { name: true } }, message: { select: { type: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return {
    items: items.map(
      ({ id, channel, message, reason, createdAt, outcome, outcomeReason, resolvedAt }): MyReport => ({
        id,
        channelName: channel.name,
        type: message.type,
        reason,
        createdAt: createdAt.toISOString(),
        outcome,
        outcomeReason,
        resolvedAt: resolvedAt?.toISOString() ?? null,
      }),
    ),
    nextCursor,
  }
}
