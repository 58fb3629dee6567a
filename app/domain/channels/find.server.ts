import type { Channel } from '#prisma'
import { fetchChannels } from '~/chzzk/client.server'
import { db } from '~/db/client.server'
import { chzzkOrRefuse } from '~/domain/auth/chzzk-or-refuse.server'
import { refuse } from '~/domain/core/refusal'
import { consumeRateLimit } from '~/domain/rate-limits/consume.server'
import { env } from '~/env.server'
import { isKnownUnknown, rememberUnknown } from './unknown.server'

/** First sights a minute over everybody: made-up ids must not spend what CHZZK allows Melt. */
const LOOKUPS = { perMinute: 600, atOnce: 10 }

/**
 * A channel by its CHZZK id. The first sight of an id asks CHZZK's official lookup once and keeps the answer (api.md
 * GET /channels/:chzzkChannelId; chzzk.md §3.2). Refusals: `not_found` (CHZZK does not know it), `chzzk_unavailable`, `rate_limited`.
 */
export async function findChannel(chzzkChannelId: string): Promise<Channel> {
  const kept = await db.channel.findUnique({ where: { chzzkChannelId } })
  if (kept) return kept
  if (isKnownUnknown(chzzkChannelId)) refuse('not_found')
  const found = await lookUpChannel(chzzkChannelId)
  if (!found) {
    rememberUnknown(chzzkChannelId)
    refuse('not_found')
  }
  const details = { name: found.channelName, imageUrl: found.channelImageUrl }
  await db.channel.createMany({ data: { chzzkChannelId, ...details }, skipDuplicates: true })
  return db.channel.findUniqueOrThrow({ where: { chzzkChannelId } })
}

/** A channel whose owner opened it on Melt; `channel_not_open` for any other that CHZZK knows. */
export async function findOpenChannel(chzzkChannelId: string): Promise<Channel> {
  const channel = await findChannel(chzzkChannelId)
  return channel.openedAt ? channel : refuse('channel_not_open')
}

async function lookUpChannel(chzzkChannelId: string) {
  if (env.rateLimits) await consumeRateLimit('channel_lookup', LOOKUPS)
  const [found] = await chzzkOrRefuse(() => fetchChannels([chzzkChannelId]))
  return found
}
