import type { Channel } from '#prisma'
import type { JsonRow } from '~/domain/core/json-row'
import { donateUrl } from './chzzk-pages.server'

type ChannelView = {
  id: string
  chzzkChannelId: string
  name: string
  imageUrl: string | null
  isOpen: boolean
  followedByMe: boolean
  donateUrl: string
  createdAt: string
}

export function channelView(channel: Channel | JsonRow<Channel>, followedByMe: boolean): ChannelView {
  return {
    id: channel.id,
    chzzkChannelId: channel.chzzkChannelId,
    name: channel.name,
    imageUrl: channel.imageUrl,
    isOpen: channel.openedAt !== null,
    followedByMe,
    donateUrl: donateUrl(channel.chzzkChannelId),
    createdAt: new Date(channel.createdAt).toISOString(),
  }
}
