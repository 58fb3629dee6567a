import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import type { Badge } from './badge'

type Supporter = { channelId: string; donorId: string | null }
type Held = Badge & { channelId: string; userId: string }

/** The badge of each supporter among those that were asked for. */
export type Badges = (supporter: Supporter) => Badge | null

/** The badges of many supporters at once, in one SQL: whom it is asked about later, and null for whoever has none. */
export async function findBadges(supporters: Supporter[], from: Tx = db): Promise<Badges> {
  const known = supporters.filter(({ donorId }) => donorId !== null)
  if (known.length === 0) return () => null
  const held = await from.$queryRaw<Held[]>`
    SELECT DISTINCT ON (u.channel_id, u.user_id)
      u.channel_id AS "channelId", u.user_id AS "userId", b.tier, b.name, b.icon
    FROM (SELECT DISTINCT channel_id, user_id FROM unnest(${known.map(({ channelId }) => channelId)}::uuid[],
      ${known.map(({ donorId }) => donorId)}::uuid[]) AS asked (channel_id, user_id)) one
    JOIN user_badges u ON u.channel_id = one.channel_id AND u.user_id = one.user_id
    JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
    ORDER BY u.channel_id, u.user_id, u.tier DESC`
  const badges = new Map(
    held.map(({ channelId, userId, tier, name, icon }) => [`${channelId} ${userId}`, { tier, name, icon }]),
  )
  return ({ channelId, donorId }) => badges.get(`${channelId} ${donorId}`) ?? null
}
