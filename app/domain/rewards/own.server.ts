import type { z } from 'zod'
import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { listTiersOf } from '~/domain/badges/tiers.server'
import { keysetBefore, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import type { ownRewardsQuery } from './input'
import { type Opens, opensOf, toOwnReward, withOwnParts } from './presenter'

const listed = {
  badge: true,
  files: { select: { kind: true } },
  _count: { select: { coupons: true } },
} satisfies Prisma.RewardInclude

/**
 * What a creator shares, newest first: `{items, nextCursor}`, with how many coupons are left of each. Refusal: `forbidden`
 * (no channel) (GET /creator/contents).
 */
export async function listOwnRewards(viewer: Viewer, { cursor, limit }: z.infer<typeof ownRewardsQuery>) {
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await db.reward.findMany({
    where: { channelId, deletedAt: null, ...keysetBefore(cursor, 'createdAt') },
    include: listed,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  const left = await countLeft(items.map(({ id }) => id))
  return { items: items.map((row) => listItem(row, left.get(row.id) ?? 0)), nextCursor }
}

/** One of a creator's rewards, with who got its coupons and when. Refusal: `not_found` (GET /creator/contents/:id). */
export async function getOwnReward({ channel }: Viewer, id: string) {
  const channelId = channel?.id ?? refuse('not_found')
  const row = await db.reward.findFirst({ where: { id, channelId, deletedAt: null }, include: withOwnParts })
  return row ? toOwnReward(row) : refuse('not_found')
}

async function countLeft(ids: string[]) {
  const counts = await db.rewardCoupon.groupBy({
    by: ['rewardId'],
    where: { rewardId: { in: ids }, claimedAt: null },
    _count: true,
  })
  return new Map(counts.map(({ rewardId, _count }) => [rewardId, _count]))
}

function listItem(row: Prisma.RewardGetPayload<{ include: typeof listed }>, left: number) {
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

/** What a channel's rewards can be opened by: its badges from the lowest, then being a VIP. */
export async function listGates(channelId: string): Promise<Opens[]> {
  const tiers = await listTiersOf(channelId)
  return [...tiers.map(({ tier, name, thresholdAmount }) => ({ tier, name, thresholdAmount })), { vip: true }]
}
