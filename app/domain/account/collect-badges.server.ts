import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'

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
