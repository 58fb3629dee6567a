import type { Channel } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { env } from '~/env.server'
import { findChannel } from './find.server'

/** CHZZK has no address for donating: people go to the live page (chzzk.md §6). */
export function donateUrl(chzzkChannelId: string) {
  return `${env.chzzk.webUrl}/live/${chzzkChannelId}`
}

/** A channel as everybody reads it (api.md); `isLive` is for domain/broadcast to tell. */
export function channelView(channel: Channel, followedByMe: boolean) {
  return {
    id: channel.id,
    chzzkChannelId: channel.chzzkChannelId,
    name: channel.name,
    imageUrl: channel.imageUrl,
    isOpen: channel.openedAt !== null,
    isLive: null as boolean | null,
    followedByMe,
    donateUrl: donateUrl(channel.chzzkChannelId),
    createdAt: channel.createdAt.toISOString(),
  }
}

/** `{channel}` with whether this viewer follows it. Refusals as `findChannel`. */
export async function getChannel(viewer: Viewer | null, chzzkChannelId: string) {
  const channel = await findChannel(chzzkChannelId)
  return { channel: channelView(channel, await follows(viewer, channel.id)) }
}

async function follows(viewer: Viewer | null, channelId: string) {
  if (!viewer) return false
  return (await db.follow.count({ where: { userId: viewer.id, channelId } })) > 0
}
