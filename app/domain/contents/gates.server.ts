import { db } from '~/db/client.server'
import type { Opens } from './item'

/** What a channel's contents can be opened by: its badges from the lowest, then being a VIP. */
export async function listGates(channelId: string): Promise<Opens[]> {
  const badges = await db.badge.findMany({ where: { channelId }, orderBy: { tier: 'asc' } })
  const tiers = badges.map(({ tier, name, thresholdCheese }) => ({
    tier,
    name,
    thresholdAmount: thresholdCheese,
  }))
  return [...tiers, { vip: true }]
}
