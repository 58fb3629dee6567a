import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findChannel } from './find.server'

/** Makes a channel a favourite: `{followedByMe: true}`; once more changes nothing. Refusals as `findChannel`. */
export async function followChannel(viewer: Viewer, chzzkChannelId: string) {
  const { id } = await findChannel(chzzkChannelId)
  await db.follow.createMany({ data: { userId: viewer.id, channelId: id }, skipDuplicates: true })
  return { followedByMe: true }
}

/** Ends a favourite: `{followedByMe: false}`, also where there was none. Refusals as `findChannel`. */
export async function unfollowChannel(viewer: Viewer, chzzkChannelId: string) {
  const { id } = await findChannel(chzzkChannelId)
  await db.follow.deleteMany({ where: { userId: viewer.id, channelId: id } })
  return { followedByMe: false }
}
