import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { toOwnReward, withOwnParts } from '~/domain/rewards/presenter'
import { byId } from './collect-activity.server'

/** Who claimed which coupon is those people's, and stays out. */
export async function* collectRewards({ id: ownerId }: Viewer) {
  const ofOwner = { channel: { ownerId }, deletedAt: null }
  for await (const content of byId(({ where, ...page }) =>
    db.reward.findMany({ where: { ...ofOwner, ...where }, include: withOwnParts, ...page }),
  )) {
    const { coupon, ...own } = toOwnReward(content)
    const given = coupon?.claims.map(({ code, claimedAt }) => ({ code, claimedAt }))
    yield { ...own, coupon: coupon && { ...coupon, claims: given } }
  }
}

export async function* collectCoupons({ id: claimedBy }: Viewer) {
  const include = {
    reward: { select: { title: true, channel: { select: { chzzkChannelId: true, name: true } } } },
  }
  for await (const { code, claimedAt, reward } of byId(({ where, ...page }) =>
    db.rewardCoupon.findMany({ where: { claimedBy, ...where }, include, ...page }),
  )) {
    yield {
      code,
      claimedAt: claimedAt?.toISOString() ?? null,
      title: reward.title,
      channel: reward.channel,
    }
  }
}
