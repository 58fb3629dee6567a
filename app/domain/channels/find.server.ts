import type { Channel } from '#prisma'
import { fetchChannels } from '~/chzzk/client.server'
import { db } from '~/db/client.server'
import { chzzkOrRefuse } from '~/domain/auth/chzzk-or-refuse.server'
import type { Viewer } from '~/domain/auth/viewer'
import { channelIdIn } from '~/domain/core/chzzk-id'
import { Refusal, refuse } from '~/domain/core/refusal'
import { consumeRateLimit } from '~/domain/rate-limits/consume.server'
import { env } from '~/env.server'
import { channelView } from './presenter.server'

/** First sights over everybody: made-up ids must not spend what CHZZK allows Melt. */
const LOOKUPS = { perMinute: 600, atOnce: 10 }

/** At first sight asks CHZZK and writes the channel (docs/chzzk.md §3.2). Refusals: `not_found`, `chzzk_unavailable`, `rate_limited`. */
export async function ensureChannel(chzzkChannelId: string): Promise<Channel> {
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

export async function requireOpenChannel(chzzkChannelId: string): Promise<Channel> {
  const channel = await ensureChannel(chzzkChannelId)
  return channel.openedAt ? channel : refuse('channel_not_open')
}

async function lookUpChannel(chzzkChannelId: string) {
  if (env.rateLimits) await consumeRateLimit('channel_lookup', LOOKUPS)
  const [found] = await chzzkOrRefuse(() => fetchChannels([chzzkChannelId]))
  return found
}

const REMEMBERED_FOR_MS = 5 * 60 * 1000
const MAX_REMEMBERED = 10_000

/** Made-up addresses cost CHZZK nothing. */
const askedAt = new Map<string, number>()

function isKnownUnknown(chzzkChannelId: string) {
  return Date.now() - (askedAt.get(chzzkChannelId) ?? 0) < REMEMBERED_FOR_MS
}

function rememberUnknown(chzzkChannelId: string) {
  const oldest = askedAt.size >= MAX_REMEMBERED ? askedAt.keys().next().value : undefined
  if (oldest) askedAt.delete(oldest)
  askedAt.set(chzzkChannelId, Date.now())
}

const MAX_FOUND = 20

/** By name, or the one whose CHZZK id the text holds, open or not (GET /channels). Refusal: `chzzk_unavailable`. */
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
    return [await ensureChannel(chzzkChannelId)]
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

export async function getChannelView(viewer: Viewer | null, chzzkChannelId: string) {
  const channel = await ensureChannel(chzzkChannelId)
  return { channel: channelView(channel, await follows(viewer, channel.id)) }
}

async function follows(viewer: Viewer | null, channelId: string) {
  if (!viewer) return false
  return (await db.follow.count({ where: { userId: viewer.id, channelId } })) > 0
}

export async function channelNames(chzzkChannelIds: string[]): Promise<Record<string, string>> {
  if (chzzkChannelIds.length === 0) return {}
  const channels = await db.channel.findMany({
    where: { chzzkChannelId: { in: [...new Set(chzzkChannelIds)] } },
    select: { chzzkChannelId: true, name: true },
  })
  return Object.fromEntries(channels.map(({ chzzkChannelId, name }) => [chzzkChannelId, name]))
}
