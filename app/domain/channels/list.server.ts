import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/core/refusal'
import { findChannel } from './find.server'
import { channelIdIn } from './input'
import { channelView } from './presenter.server'

const MAX_LISTED = 100
const MAX_FOUND = 20

/** My favourites, the newest first: `{items: [channel]}`. */
export async function listFavourites(viewer: Viewer) {
  const follows = await db.follow.findMany({
    where: { userId: viewer.id },
    include: { channel: true },
    orderBy: { createdAt: 'desc' },
    take: MAX_LISTED,
  })
  return { items: follows.map(({ channel }) => channelView(channel, true)) }
}

/**
 * Open channels whose name holds the words, at most 20; without words, those opened last; for a text that holds a CHZZK
 * id, such as a pasted address, that channel, open or not, also where Melt has not seen it yet: `{items: [channel]}`
 * (api.md GET /channels). Refusal: `chzzk_unavailable`.
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
