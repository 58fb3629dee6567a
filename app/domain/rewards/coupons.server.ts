import type { z } from 'zod'
import { db, newId, query, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, pageSql, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import { MAX_COUPONS, type ownRewardsQuery } from './input'

/** Each code once, or the one code as often as `stock` says. Refusal: `invalid`. Leans on prisma/functions/rewards.sql. */
export async function addCoupons(
  tx: Tx,
  rewardId: string,
  { codes, stock }: { codes: string[]; stock?: number | null },
) {
  const copies = stock ? codes.flatMap((code) => Array<string>(stock).fill(code)) : [...new Set(codes)]
  if (copies.length === 0) return
  const { _count: before, _max: last } = await tx.rewardCoupon.aggregate({
    where: { rewardId },
    _count: true,
    _max: { seq: true },
  })
  if (before + copies.length > MAX_COUPONS) {
    refuse('invalid', { errors: [{ path: 'codes', message: `at_most_coupons_in_all:${MAX_COUPONS}` }] })
  }
  const from = (last.seq ?? 0) + 1
  await tx.rewardCoupon.createMany({
    data: copies.map((code, n) => ({ id: newId(), rewardId, seq: from + n, code })),
  })
}

type Claimed = { coupon: { code: string; claimedAt: string }; chzzkChannelId: string }
type Found = { chzzkChannelId: string; ownerId: string | null }

/** Locked, so that nobody is refused too early. Leans on prisma/functions/accounts.sql and rewards.sql. */
export async function claimCoupon({ id: userId }: Viewer, id: string): Promise<Claimed> {
  return db.$transaction(async (tx) => {
    const before = await findClaimed(tx, userId, id)
    if (before) return before
    const { chzzkChannelId, ownerId } = await lockOpen(tx, userId, id)
    const meanwhile = await findClaimed(tx, userId, id)
    if (meanwhile) return meanwhile
    const coupon = ownerId === userId ? null : await takeNext(tx, userId, id)
    if (coupon?.claimedAt) return toClaimed({ ...coupon, claimedAt: coupon.claimedAt }, chzzkChannelId)
    const total = await tx.rewardCoupon.count({ where: { rewardId: id } })
    if (total === 0) refuse('not_found')
    if (ownerId === userId) refuse('forbidden', { because: 'own_coupon' })
    return refuse('conflict', { because: 'no_coupon_left' })
  })
}

/** A claimed coupon stays its person's, also where the reward is locked to them again, or deleted. */
async function findClaimed(tx: Tx, claimedBy: string, rewardId: string) {
  const coupon = await tx.rewardCoupon.findFirst({
    where: { rewardId, claimedBy },
    include: { reward: { select: { channel: { select: { chzzkChannelId: true } } } } },
  })
  if (!coupon?.claimedAt) return null
  return toClaimed({ ...coupon, claimedAt: coupon.claimedAt }, coupon.reward.channel.chzzkChannelId)
}

const toClaimed = (
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
    WHERE c.id = ${id}::uuid AND reward_open_to(c, ${userId}::uuid) FOR NO KEY UPDATE OF c`
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

/** A reward that is deleted, or whose channel is closed, has no page any more. */
const couponsSql = pageSql(
  `SELECT k.id, k.code, k.claimed_at AS "claimedAt", reward.*
  FROM content_coupons k CROSS JOIN LATERAL (
    SELECT c.title, CASE WHEN c.deleted_at IS NULL AND ch.opened_at IS NOT NULL THEN c.id END AS "rewardId",
      ch.name AS "channelName", ch.chzzk_channel_id AS "chzzkChannelId"
    FROM contents c JOIN channels ch ON ch.id = c.channel_id WHERE c.id = k.content_id OFFSET 0) reward
  WHERE k.claimed_by = $1 AND ${keysetBeforeSql('k.claimed_at', 'k.id', 2)}
  ORDER BY k.claimed_at DESC, k.id DESC`,
  4,
)

type CouponRow = {
  id: string
  code: string
  claimedAt: Date
  title: string
  rewardId: string | null
  channelName: string
  chzzkChannelId: string
}

/** Also of rewards that are locked to them now or deleted. */
export async function listMyCoupons(
  { id: claimedBy }: Viewer,
  { cursor, limit }: z.infer<typeof ownRewardsQuery>,
) {
  const rows = await query<CouponRow>('coupons_mine', couponsSql, [
    claimedBy,
    ...keysetValues(cursor),
    limit + 1,
  ])
  const { items, nextCursor } = toPage(rows, limit, ({ claimedAt, id }) => ({ at: claimedAt, id }))
  return {
    items: items.map((coupon) => ({ ...coupon, claimedAt: coupon.claimedAt.toISOString() })),
    nextCursor,
  }
}

export async function hasCoupons({ id: claimedBy }: Viewer): Promise<boolean> {
  return (await db.rewardCoupon.findFirst({ where: { claimedBy }, select: { id: true } })) !== null
}
