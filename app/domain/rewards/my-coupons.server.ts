import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { toPage } from '~/domain/core/keyset'
import type { ownRewardsQuery } from './input'

const shown = {
  id: true,
  code: true,
  claimedAt: true,
  reward: {
    select: {
      id: true,
      title: true,
      deletedAt: true,
      channel: { select: { name: true, chzzkChannelId: true, openedAt: true } },
    },
  },
} as const

/**
 * The coupons that a person got, the last first, also of rewards that are locked to them now or deleted: `{items,
 * nextCursor}`, each `{id, code, claimedAt, title, rewardId, channelName, chzzkChannelId}`; `rewardId` is null where there is no page of it any more.
 */
export async function listMyCoupons(
  { id: claimedBy }: Viewer,
  { cursor, limit }: z.infer<typeof ownRewardsQuery>,
) {
  const before = cursor && {
    OR: [{ claimedAt: { lt: cursor.at } }, { claimedAt: cursor.at, id: { lt: cursor.id } }],
  }
  const rows = await db.rewardCoupon.findMany({
    where: { claimedBy, claimedAt: { not: null }, ...before },
    select: shown,
    orderBy: [{ claimedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const told = rows.flatMap(({ claimedAt, ...row }) => (claimedAt ? [{ ...row, claimedAt }] : []))
  const { items, nextCursor } = toPage(told, limit, ({ claimedAt, id }) => ({ at: claimedAt, id }))
  return { items: items.map(couponItem), nextCursor }
}

/** Whether a person ever got one. */
export async function hasCoupons({ id: claimedBy }: Viewer): Promise<boolean> {
  return (await db.rewardCoupon.findFirst({ where: { claimedBy }, select: { id: true } })) !== null
}

type Row = {
  id: string
  code: string
  claimedAt: Date
  reward: {
    id: string
    title: string
    deletedAt: Date | null
    channel: { name: string; chzzkChannelId: string; openedAt: Date | null }
  }
}

function couponItem({ id, code, claimedAt, reward }: Row) {
  const { name, chzzkChannelId, openedAt } = reward.channel
  return {
    id,
    code,
    claimedAt: claimedAt.toISOString(),
    title: reward.title,
    rewardId: reward.deletedAt === null && openedAt !== null ? reward.id : null,
    channelName: name,
    chzzkChannelId,
  }
}
