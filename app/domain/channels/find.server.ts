import type { Channel } from '#prisma'
import { fetchChannels } from '~/chzzk/client.server'
import { db } from '~/db/client.server'
import { chzzkOrRefuse } from '~/domain/auth/chzzk-or-refuse.server'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal, refuse } from '~/domain/core/refusal'
import { consumeRateLimit } from '~/domain/rate-limits/consume.server'
import { env } from '~/env.server'
import { channelIdIn } from './input'
import { channelView } from './presenter.server'

/** First sights a minute over everybody: made-up ids must not spend what CHZZK allows Melt. */
const LOOKUPS = { perMinute: 600, atOnce: 10 }

/**
 * A channel by its CHZZK id. The first sight of an id asks CHZZK's official lookup once and keeps the answer (
 * GET /channels/:chzzkChannelId; docs/chzzk.md §3.2). Refusals: `not_found` (CHZZK does not know it), `chzzk_unavailable`, `rate_limited`.
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

const REMEMBERED_FOR_MS = 5 * 60 * 1000
const MAX_REMEMBERED = 10_000

const askedAt = new Map<string, number>()

/** Ids that CHZZK did not know a moment ago are not asked for again, so that made-up addresses cost CHZZK nothing. */
function isKnownUnknown(chzzkChannelId: string) {
  return Date.now() - (askedAt.get(chzzkChannelId) ?? 0) < REMEMBERED_FOR_MS
}

function rememberUnknown(chzzkChannelId: string) {
  const oldest = askedAt.size >= MAX_REMEMBERED ? askedAt.keys().next().value : undefined
  if (oldest) askedAt.delete(oldest)
  askedAt.set(chzzkChannelId, Date.now())
}

const MAX_FOUND = 20

/**
 * Open channels whose name holds the words, at most 20; without words, those opened last; for a text that holds a CHZZK
 * id, such as a pasted address, that channel, open or not, also where Melt has not seen it yet: `{items: [channel]}`
 * (GET /channels). Refusal: `chzzk_unavailable`.
 */
export async function searchChannels(viewer: Viewer | null, words: string) {
  const query = words.trim()
  const id = channelIdIn(query)
  const channels = id ? await findPasted(id) : await findOpen(query)
  const ids = channels.map(({ id }) => id)
  const mine = viewer
    ? await db.follow.findMany({ where: { userId: viewer.id, channelId: { in: ids } } })
    : []
  const followed = new Set(mine.map(({ channelId }) => channelId))
  return { items: channels.map((channel) => channelView(channel, followed.has(channel.id))) }
}

async function findPasted(chzzkChannelId: string) {
  try {
    return [await findChannel(chzzkChannelId)]
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'not_found') return []
    throw error
  }
}

function findOpen(query: string) {
  const name = { contains: literal(query), mode: 'insensitive' } as const
  return db.channel.findMany({
    where: { openedAt: { not: null }, ...(query ? { name } : {}) },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: MAX_FOUND,
  })
}

/** Prisma hands these to LIKE as they are, where they stand for anything. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** `{channel}` with whether this viewer follows it. Refusals as `findChannel`. */
export async function getChannel(viewer: Viewer | null, chzzkChannelId: string) {
  const channel = await findChannel(chzzkChannelId)
  return { channel: channelView(channel, await follows(viewer, channel.id)) }
}

async function follows(viewer: Viewer | null, channelId: string) {
  if (!viewer) return false
  return (await db.follow.count({ where: { userId: viewer.id, channelId } })) > 0
}

/** Channels' names by their CHZZK ids. */
export async function channelNames(chzzkChannelIds: string[]): Promise<Record<string, string>> {
  if (chzzkChannelIds.length === 0) return {}
  const channels = await db.channel.findMany({
    where: { chzzkChannelId: { in: [...new Set(chzzkChannelIds)] } },
    select: { chzzkChannelId: true, name: true },
  })
  return Object.fromEntries(channels.map(({ chzzkChannelId, name }) => [chzzkChannelId, name]))
}
