import type { Channel } from '#prisma'
import { env } from '~/env.server'

/** CHZZK has no address for donating: people go to the live page (docs/chzzk.md §6). */
export function donateUrl(chzzkChannelId: string) {
  return `${env.chzzk.webUrl}/live/${chzzkChannelId}`
}

type ChannelView = {
  id: string
  chzzkChannelId: string
  name: string
  imageUrl: string | null
  isOpen: boolean
  isLive: boolean | null
  followedByMe: boolean
  donateUrl: string
  createdAt: string
}

export function channelView(channel: Channel, followedByMe: boolean): ChannelView {
  return {
    id: channel.id,
    chzzkChannelId: channel.chzzkChannelId,
    name: channel.name,
    imageUrl: channel.imageUrl,
    isOpen: channel.openedAt !== null,
    isLive: null,
    followedByMe,
    donateUrl: donateUrl(channel.chzzkChannelId),
    createdAt: channel.createdAt.toISOString(),
  }
}
