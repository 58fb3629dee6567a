import type { z } from 'zod'
import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { pageOf } from '~/domain/cursor'
import { refuse } from '~/domain/refusal'
import type { ownContentsQuery } from './input'
import { opensOf } from './item'
import { ownContent, withOwnParts } from './own-view'

const listed = {
  badge: true,
  files: { select: { kind: true } },
  _count: { select: { coupons: true } },
} satisfies Prisma.ContentInclude

/**
 * What a creator shares, newest first: `{items, nextCursor}`, with how many coupons are left of each. Refusal: `forbidden`
 * (no channel) (GET /creator/contents).
 */
export async function listOwnContents(viewer: Viewer, { cursor, limit }: z.infer<typeof ownContentsQuery>) {
  const channelId = viewer.channel?.id ?? refuse('forbidden')
  const before = cursor && {
    OR: [{ createdAt: { lt: cursor.at } }, { createdAt: cursor.at, id: { lt: cursor.id } }],
  }
  const rows = await db.content.findMany({
    where: { channelId, deletedAt: null, ...before },
    include: listed,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { items, nextCursor } = pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  const left = await countLeft(items.map(({ id }) => id))
  return { items: items.map((row) => listItem(row, left.get(row.id) ?? 0)), nextCursor }
}

/** One of a creator's contents, with who got its coupons and when. Refusal: `not_found` (GET /creator/contents/:id). */
export async function readOwnContent({ channel }: Viewer, id: string) {
  const channelId = channel?.id ?? refuse('not_found')
  const row = await db.content.findFirst({ where: { id, channelId, deletedAt: null }, include: withOwnParts })
  return row ? ownContent(row) : refuse('not_found')
}

async function countLeft(ids: string[]) {
  const counts = await db.contentCoupon.groupBy({
    by: ['contentId'],
    where: { contentId: { in: ids }, claimedAt: null },
    _count: true,
  })
  return new Map(counts.map(({ contentId, _count }) => [contentId, _count]))
}

function listItem(row: Prisma.ContentGetPayload<{ include: typeof listed }>, left: number) {
  const { id, title, badge, files, _count, createdAt, updatedAt } = row
  const kinds = files.map(({ kind }) => kind)
  const gate = {
    tier: badge?.tier ?? null,
    tierName: badge?.name ?? null,
    threshold: badge?.thresholdCheese ?? null,
  }
  return {
    id,
    title,
    opens: opensOf(gate),
    hasImage: kinds.includes('image'),
    hasAudio: kinds.includes('audio'),
    coupon: _count.coupons > 0 ? { left, total: _count.coupons } : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
