import type { Channel } from '#prisma'
import { env } from '~/env.server'

/** CHZZK has no address for donating: people go to the live page (docs/chzzk.md §6). */
export function donateUrl(chzzkChannelId: string) {
  return `${env.chzzk.webUrl}/live/${chzzkChannelId}`
}

/** A channel as everybody reads it; `isLive` is for domain/broadcast to tell. */
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
