import { db, type Tx } from '~/db/client.server'
import type { Badge } from './badge'

type Standing = { tier: number | null; vip: boolean }

/** The tier, or null, of a person's badge in a channel (docs/ledger.md §4 "Badge"). */
export async function getStanding(channelId: string, userId: string, from: Tx = db): Promise<Standing> {
  const [standing] = await from.$queryRaw<Standing[]>`
    SELECT tier_of(${channelId}::uuid, ${userId}::uuid) AS tier,
      EXISTS (SELECT 1 FROM vip_users WHERE channel_id = ${channelId}::uuid AND user_id = ${userId}::uuid) AS vip`
  return standing ?? { tier: null, vip: false }
}

/** The cheese that a person is short of a tier, null without a person; null where there is no such tier. */
export async function findMissingCheese(
  channelId: string,
  userId: string | null,
  tier: number,
  from: Tx = db,
) {
  const badge = await from.badge.findUnique({ where: { channelId_tier: { channelId, tier } } })
  if (!badge) return null
  const { name, thresholdCheese } = badge
  if (userId === null) return { name, missing: null }
  const stats = await from.userChannelStats.findUnique({ where: { channelId_userId: { channelId, userId } } })
  return { name, missing: Math.max(0, thresholdCheese - Number(stats?.sumCheese ?? 0)) }
}

type Supporter = { channelId: string; donorId: string | null }
type HeldBadge = Badge & { channelId: string; userId: string }

type Badges = (supporter: Supporter) => Badge | null

export async function findBadges(supporters: Supporter[], from: Tx = db): Promise<Badges> {
  const known = supporters.filter(({ donorId }) => donorId !== null)
  if (known.length === 0) return () => null
  const rows = await from.$queryRaw<HeldBadge[]>`
    SELECT s.channel_id AS "channelId", s.user_id AS "userId", b.tier, b.name, b.icon
    FROM (SELECT DISTINCT channel_id, user_id FROM unnest(${known.map(({ channelId }) => channelId)}::uuid[],
      ${known.map(({ donorId }) => donorId)}::uuid[]) AS given (channel_id, user_id)) s, badge_of(s.channel_id, s.user_id) b`
  const badges = new Map(
    rows.map(({ channelId, userId, tier, name, icon }) => [`${channelId} ${userId}`, { tier, name, icon }]),
  )
  return ({ channelId, donorId }) => badges.get(`${channelId} ${donorId}`) ?? null
}
