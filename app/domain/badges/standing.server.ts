import { query } from '~/db/query.server'

/** Where somebody stands in a channel: the tier of their badge, or null, and whether its creator made them a VIP. */
export type Standing = { tier: number | null; vip: boolean }

/** A person's standing in a channel (ledger.md §4 "Badge"). */
export async function readStanding(channelId: string, userId: string): Promise<Standing> {
  const [standing] = await query<Standing>(
    'standing',
    `SELECT tier_of($1, $2) AS tier,
      EXISTS (SELECT 1 FROM vip_users WHERE channel_id = $1 AND user_id = $2) AS vip`,
    [channelId, userId],
  )
  return standing ?? { tier: null, vip: false }
}
