import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { toOwnReward, withOwnParts } from '~/domain/rewards/own-presenter'
import { collectPages } from './collect-pages.server'

/** What a creator shares, as they see it; who got which coupon is those people's, and stays out. */
export async function* collectRewards({ id: ownerId }: Viewer) {
  const where = { channel: { ownerId }, deletedAt: null }
  for await (const content of collectPages((page) =>
    db.reward.findMany({ where, include: withOwnParts, orderBy: { id: 'asc' }, ...page }),
  )) {
    const { coupon, ...own } = toOwnReward(content)
    const given = coupon?.claims.map(({ code, claimedAt }) => ({ code, claimedAt }))
    yield { ...own, coupon: coupon && { ...coupon, claims: given } }
  }
}

/** The coupons a person got, also of rewards that are gone. */
export async function* collectCoupons({ id: claimedBy }: Viewer) {
  const include = {
    reward: { select: { title: true, channel: { select: { chzzkChannelId: true, name: true } } } },
  }
  for await (const { code, claimedAt, reward } of collectPages((page) =>
    db.rewardCoupon.findMany({ where: { claimedBy }, include, orderBy: { id: 'asc' }, ...page }),
  )) {
    yield {
      code,
      claimedAt: claimedAt?.toISOString() ?? null,
      title: reward.title,
      channel: reward.channel,
    }
  }
}
