import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { isBlocked } from './block.server'
import { findChannel } from './find.server'
import { channelView } from './presenter.server'

const MAX_LISTED = 100

/**
 * Makes a channel a favourite: `{followedByMe: true}`; once more changes nothing. Refusals: `blocked`, those of `findChannel`.
 * Leans on prisma/functions/accounts.sql.
 */
export async function followChannel(viewer: Viewer, chzzkChannelId: string) {
  const { id } = await findChannel(chzzkChannelId)
  if (await isBlocked(viewer.id, id)) refuse('blocked', { because: 'blocked_follow' })
  await db.follow.createMany({ data: { userId: viewer.id, channelId: id }, skipDuplicates: true })
  return { followedByMe: true }
}

/** Ends a favourite: `{followedByMe: false}`, also where there was none. Refusals as `findChannel`. */
export async function unfollowChannel(viewer: Viewer, chzzkChannelId: string) {
  const { id } = await findChannel(chzzkChannelId)
  await db.follow.deleteMany({ where: { userId: viewer.id, channelId: id } })
  return { followedByMe: false }
}

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
