import type { Channel } from '#prisma'
import { fetchChannels } from '~/chzzk/client.server'
import { db, query } from '~/db/client.server'
import { chzzkOrRefuse } from '~/domain/auth/chzzk-or-refuse.server'
import type { Viewer } from '~/domain/auth/viewer'
import { channelIdIn } from '~/domain/core/chzzk-id'
import { runtimeSql } from '~/domain/core/keyset'
import { Refusal, refuse } from '~/domain/core/refusal'
import { consumeRateLimit } from '~/domain/rate-limits/consume.server'
import { env } from '~/env.server'
import { channelView } from './presenter.server'

/** First sights over everybody: made-up ids must not spend what CHZZK allows Melt. */
const LOOKUPS = { perMinute: 600, atOnce: 10 }

export const channelSql = `
  SELECT c.id, c.chzzk_channel_id AS "chzzkChannelId", c.name, c.image_url AS "imageUrl", c.owner_id AS "ownerId",
    c.opened_at AS "openedAt", c.created_at AS "createdAt"
  FROM channels c`

/** Asked of each channel: EXISTS may read all that the person follows. */
export const followedSql = (person: string, channel: string) =>
  `(SELECT count(*) > 0 FROM follows f WHERE f.user_id = ${person} AND f.channel_id = ${channel})`

/** At first sight asks CHZZK and writes the channel (docs/chzzk.md §3.2). Refusals: `not_found`, `chzzk_unavailable`, `rate_limited`. */
export async function ensureChannel(chzzkChannelId: string): Promise<Channel> {
  const [kept] = await query<Channel>('channel', `${channelSql} WHERE c.chzzk_channel_id = $1`, [
    chzzkChannelId,
  ])
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
  const text = words.trim()
  const id = channelIdIn(text)
  if (!id) return { items: await findOpen(viewer, text) }
  const pasted = await findPasted(id)
  return { items: pasted ? [channelView(pasted, await follows(viewer, pasted.id))] : [] }
}

async function findPasted(chzzkChannelId: string) {
  try {
    return await ensureChannel(chzzkChannelId)
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'not_found') return null
    throw error
  }
}

type ListedChannel = Channel & { followed: boolean }

const openSql = (which: string) => `
  SELECT c.*, ${followedSql(runtimeSql(1, 'uuid'), 'c.id')} AS followed
  FROM (${channelSql} WHERE c.opened_at IS NOT NULL${which} ORDER BY c.opened_at DESC, c.id DESC LIMIT ${MAX_FOUND}) c`

async function findOpen(viewer: Viewer | null, name: string) {
  const reader = viewer?.id ?? null
  const channels = name
    ? await query<ListedChannel>('channels_named', openSql(" AND c.name ILIKE '%' || $2 || '%'"), [
        reader,
        literal(name),
      ])
    : await query<ListedChannel>('channels_newest', openSql(''), [reader])
  return channels.map(({ followed, ...channel }) => channelView(channel, followed))
}

/** To LIKE they stand for anything. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')

export async function getChannelView(viewer: Viewer | null, chzzkChannelId: string) {
  const channel = await ensureChannel(chzzkChannelId)
  return { channel: channelView(channel, await follows(viewer, channel.id)) }
}

async function follows(viewer: Viewer | null, channelId: string) {
  if (!viewer) return false
  const sql = `SELECT ${followedSql(runtimeSql(1, 'uuid'), runtimeSql(2, 'uuid'))} AS followed`
  const [row] = await query<{ followed: boolean }>('followed', sql, [viewer.id, channelId])
  return row?.followed ?? false
}

export async function channelNames(chzzkChannelIds: string[]): Promise<Record<string, string>> {
  if (chzzkChannelIds.length === 0) return {}
  const channels = await db.channel.findMany({
    where: { chzzkChannelId: { in: [...new Set(chzzkChannelIds)] } },
    select: { chzzkChannelId: true, name: true },
  })
  return Object.fromEntries(channels.map(({ chzzkChannelId, name }) => [chzzkChannelId, name]))
}
