import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'

type Claimed = { coupon: { code: string; claimedAt: string }; chzzkChannelId: string }
type Found = { chzzkChannelId: string; ownerId: string | null }

/**
 * Gives a person one of a reward's coupons; asked again, the one they have, whatever became
 * of the reward since: `{coupon: {code, claimedAt}, chzzkChannelId}`. People who ask
 * at once follow one another, so that nobody is told too early that none is left. Refusals: `not_found` (locked, or
 * without coupons), `forbidden` (the creator's own), `conflict` (none is left) (POST /contents/:id/coupon).
 */
export async function claimCoupon({ id: userId }: Viewer, id: string): Promise<Claimed> {
  return db.$transaction(async (tx) => {
    const before = await findMine(tx, userId, id)
    if (before) return before
    const { chzzkChannelId, ownerId } = await lockOpen(tx, userId, id)
    const meanwhile = await findMine(tx, userId, id)
    if (meanwhile) return meanwhile
    const coupon = ownerId === userId ? null : await takeNext(tx, userId, id)
    if (coupon?.claimedAt) return claimed({ ...coupon, claimedAt: coupon.claimedAt }, chzzkChannelId)
    const any = await tx.rewardCoupon.count({ where: { rewardId: id } })
    if (any === 0) refuse('not_found')
    if (ownerId === userId) refuse('forbidden', { detail: '내 채널의 쿠폰은 받을 수 없어요' })
    return refuse('conflict', { detail: '준비한 쿠폰이 모두 나갔어요' })
  })
}

/** A coupon that somebody got is theirs, also when the reward is locked to them again, or deleted. */
async function findMine(tx: Tx, claimedBy: string, rewardId: string) {
  const mine = await tx.rewardCoupon.findFirst({
    where: { rewardId, claimedBy },
    include: { reward: { select: { channel: { select: { chzzkChannelId: true } } } } },
  })
  if (!mine?.claimedAt) return null
  return claimed({ ...mine, claimedAt: mine.claimedAt }, mine.reward.channel.chzzkChannelId)
}

const claimed = (
  { code, claimedAt }: { code: string; claimedAt: Date },
  chzzkChannelId: string,
): Claimed => ({
  coupon: { code, claimedAt: claimedAt.toISOString() },
  chzzkChannelId,
})

async function lockOpen(tx: Tx, userId: string, id: string): Promise<Found> {
  const [found] = await tx.$queryRaw<Found[]>`
    SELECT ch.chzzk_channel_id AS "chzzkChannelId", ch.owner_id AS "ownerId"
    FROM contents c JOIN channels ch ON ch.id = c.channel_id AND ch.opened_at IS NOT NULL
    WHERE c.id = ${id}::uuid AND content_open_to(c, ${userId}::uuid) FOR NO KEY UPDATE OF c`
  return found ?? refuse('not_found')
}

async function takeNext(tx: Tx, userId: string, rewardId: string) {
  const next = await tx.rewardCoupon.findFirst({
    where: { rewardId, claimedAt: null },
    orderBy: { seq: 'asc' },
  })
  if (!next) return null
  return tx.rewardCoupon.update({
    where: { id: next.id, claimedAt: null },
    data: { claimedBy: userId, claimedAt: new Date() },
  })
}
