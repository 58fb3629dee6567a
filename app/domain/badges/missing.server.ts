import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'

/** The name of a tier and the cheese that somebody is short of it, `missing` null for nobody in particular; null where there is no such tier. */
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
