import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { channelView } from './view.server'

const MOST_LISTED = 100
const MOST_FOUND = 20

/** My favourites, the newest first: `{items: [channel]}`. */
export async function listFavourites(viewer: Viewer) {
  const follows = await db.follow.findMany({
    where: { userId: viewer.id },
    include: { channel: true },
    orderBy: { createdAt: 'desc' },
    take: MOST_LISTED,
  })
  return { items: follows.map(({ channel }) => channelView(channel, true)) }
}

/**
 * Open channels whose name holds the words, or the one whose CHZZK id they are: `{items: [channel]}`, at most 20 (api.md
 * GET /channels). Without words: those opened last.
 */
export async function searchChannels(viewer: Viewer | null, words: string) {
  const query = words.trim()
  const name = { contains: literal(query), mode: 'insensitive' } as const
  const channels = await db.channel.findMany({
    where: {
      openedAt: { not: null },
      ...(query
        ? {
            OR: [{ name }, { chzzkChannelId: query.toLowerCase() }],
          }
        : {}),
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: MOST_FOUND,
  })
  const ids = channels.map(({ id }) => id)
  const mine = viewer
    ? await db.follow.findMany({ where: { userId: viewer.id, channelId: { in: ids } } })
    : []
  const followed = new Set(mine.map(({ channelId }) => channelId))
  return { items: channels.map((channel) => channelView(channel, followed.has(channel.id))) }
}

/** Prisma hands these to LIKE as they are, where they stand for anything. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')
