import { readTiers } from '~/domain/badges/tiers.server'
import type { Opens } from './presenter'

/** What a channel's rewards can be opened by: its badges from the lowest, then being a VIP. */
export async function listGates(channelId: string): Promise<Opens[]> {
  const tiers = await readTiers(channelId)
  return [...tiers.map(({ tier, name, thresholdAmount }) => ({ tier, name, thresholdAmount })), { vip: true }]
}
