import { db } from '~/db/client.server'
import { query } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'

/**
 * The tiers of an open channel for everybody, lowest first: `{tiers: [{tier, name, icon, thresholdAmount, perks}]}`,
 * thresholds in cheese. Refusal: `not_found` (unknown or not open) (api.md GET /badges).
 */
export async function listTiers(chzzkChannelId: string) {
  const channel = await db.channel.findFirst({
    where: { chzzkChannelId, openedAt: { not: null } },
    select: { id: true },
  })
  return { tiers: await readTiers(channel?.id ?? refuse('not_found')) }
}

export type Tier = Awaited<ReturnType<typeof readTiers>>[number]

/** The tiers of a channel by its own id, lowest first. */
export async function readTiers(channelId: string) {
  const tiers = await db.badge.findMany({ where: { channelId }, orderBy: { tier: 'asc' } })
  return tiers.map(({ tier, name, icon, thresholdCheese, lettersFirst, retweetWeight }) => ({
    tier,
    name,
    icon,
    thresholdAmount: thresholdCheese,
    perks: { lettersFirst, retweetWeight },
  }))
}

/** A creator's own tiers, with how many wear each now: who reached a higher one wears that. Refusal: `forbidden` (no channel). */
export async function listOwnTiers(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const [tiers, worn] = await Promise.all([
    readTiers(channelId),
    query<{ tier: number; count: number }>(
      'badges_worn',
      `SELECT tier, count(*) FROM (
        SELECT max(u.tier) AS tier FROM user_badges u
        JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
        WHERE u.channel_id = $1 GROUP BY u.user_id) highest GROUP BY tier`,
      [channelId],
    ),
  ])
  const counts = new Map(worn.map(({ tier, count }) => [tier, count]))
  return tiers.map((tier) => ({ ...tier, holders: counts.get(tier.tier) ?? 0 }))
}
