import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'

/** Where somebody stands in a channel: the tier of their badge, or null, and whether its creator made them a VIP. */
export type Standing = { tier: number | null; vip: boolean }

/** A person's standing in a channel (ledger.md §4 "Badge"); inside an act, as its transaction sees it. */
export async function getStanding(channelId: string, userId: string, from: Tx = db): Promise<Standing> {
  const [standing] = await from.$queryRaw<Standing[]>`
    SELECT tier_of(${channelId}::uuid, ${userId}::uuid) AS tier,
      EXISTS (SELECT 1 FROM vip_users WHERE channel_id = ${channelId}::uuid AND user_id = ${userId}::uuid) AS vip`
  return standing ?? { tier: null, vip: false }
}
