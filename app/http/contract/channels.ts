import { z } from 'zod'
import { channelPath, channelsQuery } from '~/domain/channels/input'
import { instant, type Operation } from './operation'

const channel = z.object({
  id: z.uuid(),
  chzzkChannelId: z.string(),
  name: z.string(),
  imageUrl: z.string().nullable(),
  isOpen: z.boolean(),
  isLive: z.boolean().nullable(),
  followedByMe: z.boolean(),
  donateUrl: z.string(),
  createdAt: instant,
})

const followed = z.object({ followedByMe: z.boolean() })

export const channelOperations = {
  'GET /channels': {
    summary: 'Channels on Melt by name',
    who: 'anyone',
    input: channelsQuery,
    output: z.object({ items: z.array(channel) }),
  },
  'GET /channels/:chzzkChannelId': {
    summary: 'A channel; the first sight of an id asks CHZZK once',
    who: 'anyone',
    params: channelPath,
    output: z.object({ channel }),
    refusals: ['not_found', 'chzzk_unavailable'],
  },
  'POST /channels/:chzzkChannelId/follow': {
    summary: 'Makes a channel a favourite, on Melt only',
    who: 'viewer',
    params: channelPath,
    output: followed,
    refusals: ['not_found', 'chzzk_unavailable'],
  },
  'DELETE /channels/:chzzkChannelId/follow': {
    summary: 'Ends a favourite',
    who: 'viewer',
    params: channelPath,
    output: followed,
    refusals: ['not_found', 'chzzk_unavailable'],
  },
  'POST /creator/channel': {
    summary: "Opens the signed-in person's own channel; 200 when it is open already",
    who: 'viewer',
    output: z.object({ channel }),
    status: 201,
  },
} as const satisfies Record<string, Operation>
