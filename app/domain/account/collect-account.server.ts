import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { getSettings } from '~/domain/channels/settings.server'
import { toOwnReward, withOwnParts } from '~/domain/rewards/presenter'
import { collectPages } from './collect-pages.server'

const iso = (at: Date | null) => at?.toISOString() ?? null
const ownChannel = ({ id }: Viewer) => db.channel.findUnique({ where: { ownerId: id } })

export async function* collectProfile({ id }: Viewer) {
  const user = await db.user.findUniqueOrThrow({ where: { id } })
  const { chzzkUserId, displayName, role, agreedAt, createdAt } = user
  yield { id, chzzkUserId, displayName, role, agreedAt: iso(agreedAt), createdAt: createdAt.toISOString() }
}

export async function* collectOwnChannel(viewer: Viewer) {
  const channel = await ownChannel(viewer)
  if (!channel) return
  const { id, chzzkChannelId, name, imageUrl, openedAt, createdAt } = channel
  yield { id, chzzkChannelId, name, imageUrl, openedAt: iso(openedAt), createdAt: createdAt.toISOString() }
}

export async function* collectOwnSettings(viewer: Viewer) {
  const channel = await ownChannel(viewer)
  if (channel) yield await getSettings(channel.id)
}

/** Times only: what a session is opened with stays in its browser. */
export async function* collectSessions({ id: userId }: Viewer) {
  for await (const session of collectPages((page) =>
    db.session.findMany({ where: { userId }, orderBy: { id: 'asc' }, ...page }),
  )) {
    yield { createdAt: session.createdAt.toISOString(), expiresAt: session.expiresAt.toISOString() }
  }
}

/** The favourites of one person, all at once: they are kept by hand, one tap each. */
export async function* collectFollows({ id: userId }: Viewer) {
  const follows = await db.follow.findMany({
    where: { userId },
    include: { channel: { select: { chzzkChannelId: true, name: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { channel, createdAt } of follows) yield { ...channel, createdAt: createdAt.toISOString() }
}

/** Whom this creator blocked; by whom they are blocked themselves is others' to know. */
export async function* collectBlocks({ id: ownerId }: Viewer) {
  const blocks = await db.block.findMany({
    where: { channel: { ownerId } },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { user, createdAt } of blocks) yield { ...user, createdAt: createdAt.toISOString() }
}

export async function* collectDailyTotals({ id: enteredById }: Viewer) {
  const totals = await db.dailyTotal.findMany({ where: { enteredById }, orderBy: { date: 'asc' } })
  for (const { date, amountCheese, enteredAt } of totals) {
    yield {
      date: date.toISOString().slice(0, 10),
      amount: amountCheese,
      enteredAt: enteredAt.toISOString(),
    }
  }
}

/** The badges that a person has, once a channel, with the tiers that stand there now and how one badge became another. */
export async function* collectBadges({ id: userId }: Viewer) {
  const channels = await db.channel.findMany({
    where: { OR: [{ userBadges: { some: { userId } } }, { badgeChanges: { some: { userId } } }] },
    select: {
      chzzkChannelId: true,
      name: true,
      badges: { select: { tier: true, thresholdCheese: true } },
      userBadges: { where: { userId }, orderBy: { tier: 'asc' } },
      badgeChanges: { where: { userId }, orderBy: { seq: 'asc' } },
    },
    orderBy: { createdAt: 'asc' },
  })
  for (const { badges, userBadges, badgeChanges, ...channel } of channels) {
    const standing = new Map(badges.map(({ tier, thresholdCheese }) => [tier, thresholdCheese]))
    yield {
      channel,
      tiers: userBadges.flatMap(({ tier, earnedAt }) => {
        const thresholdAmount = standing.get(tier)
        return thresholdAmount ? [{ tier, thresholdAmount, earnedAt: earnedAt.toISOString() }] : []
      }),
      changes: badgeChanges.map(({ fromTier, toTier, at }) => ({ fromTier, toTier, at: at.toISOString() })),
    }
  }
}

/** Whom this creator put first, and what they noted; whose VIP they are themselves is others' to know. */
export async function* collectVips({ id: ownerId }: Viewer) {
  const vips = await db.vipUser.findMany({
    where: { channel: { ownerId } },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { user, note, createdAt } of vips) yield { ...user, note, createdAt: createdAt.toISOString() }
}

/** The tiers of this creator's own channel, lowest first: how each looks, from when it is reached and what it does. */
export async function* collectBadgeTiers({ id: ownerId }: Viewer) {
  const tiers = await db.badge.findMany({ where: { channel: { ownerId } }, orderBy: { tier: 'asc' } })
  for (const { tier, name, icon, thresholdCheese, lettersFirst, retweetWeight } of tiers) {
    yield { tier, name, icon, thresholdAmount: thresholdCheese, perks: { lettersFirst, retweetWeight } }
  }
}

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
