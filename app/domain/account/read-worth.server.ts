import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'

const inChannel = { channel: { select: { chzzkChannelId: true, name: true } } }

/** The badges a person has, with how each channel's became another: there are as many as channels they support. */
export async function* readBadges({ id: userId }: Viewer) {
  const held = await db.userBadge.findMany({
    where: { userId },
    include: inChannel,
    orderBy: [{ earnedAt: 'asc' }, { tier: 'asc' }],
  })
  for (const { channel, channelId, tier, thresholdCheese, earnedAt } of held) {
    const changes = await db.badgeChange.findMany({
      where: { userId, channelId },
      orderBy: { seq: 'asc' },
    })
    yield {
      channel,
      tier,
      thresholdAmount: thresholdCheese,
      earnedAt: earnedAt.toISOString(),
      changes: changes.map(({ fromTier, toTier, at }) => ({ fromTier, toTier, at: at.toISOString() })),
    }
  }
}

/** Whom this creator put first, and what they noted; whose VIP they are themselves is others' to know. */
export async function* readVips({ id: ownerId }: Viewer) {
  const vips = await db.vipUser.findMany({
    where: { channel: { ownerId } },
    include: { user: { select: { chzzkUserId: true, displayName: true } } },
    orderBy: { createdAt: 'asc' },
  })
  for (const { user, note, createdAt } of vips) yield { ...user, note, createdAt: createdAt.toISOString() }
}

export async function* readBadgeTiers({ id: ownerId }: Viewer) {
  const tiers = await db.badge.findMany({ where: { channel: { ownerId } }, orderBy: { tier: 'asc' } })
  for (const { tier, name, icon, thresholdCheese, lettersFirst, retweetWeight } of tiers) {
    yield { tier, name, icon, thresholdAmount: thresholdCheese, perks: { lettersFirst, retweetWeight } }
  }
}
