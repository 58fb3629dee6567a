import { z } from 'zod'
import {
  autoConfirmMode,
  blockInput,
  blocksQuery,
  channelPath,
  channelsQuery,
  settingsInput,
  whoMayWrite,
} from '~/domain/channels/input'
import type { Operation } from './operation'
import { instant, page } from './shapes'

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

const block = { who: 'viewer', limit: 'dashboard', input: blockInput, status: 204 } as const

export const settings = z.object({
  whoMayWrite,
  fromTier: z.int(),
  sessionMode: autoConfirmMode,
  allowLinks: z.boolean(),
  retweetsADay: z.int(),
  blockedWords: z.array(z.string()),
  allowedWords: z.array(z.string()),
})

export const channelOperations = {
  'GET /channels': {
    summary: 'Open channels by name; a text with a CHZZK id in it, such as an address, is that channel',
    who: 'anyone',
    input: channelsQuery,
    output: z.object({ items: z.array(channel) }),
    refusals: ['chzzk_unavailable'],
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
    refusals: ['blocked', 'not_found', 'chzzk_unavailable'],
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
  'GET /creator/settings': {
    summary: 'What the creator decided about their channel',
    who: 'viewer',
    output: settings,
    refusals: ['forbidden'],
  },
  'PUT /creator/settings': {
    summary: 'Who may write, links, blocked words, RTs a day: whole',
    who: 'viewer',
    limit: 'dashboard',
    input: settingsInput,
    output: settings,
    refusals: ['forbidden'],
  },
  'GET /block': {
    summary: 'Whom the creator blocked, the last first',
    who: 'viewer',
    input: blocksQuery,
    output: page(z.object({ chzzkUserId: z.string(), displayName: z.string(), createdAt: instant })),
    refusals: ['forbidden'],
  },
  'POST /block': { ...block, summary: 'Keeps a person from writing', refusals: ['forbidden', 'not_found'] },
  'DELETE /block': { ...block, summary: 'Lets a person write again', refusals: ['forbidden'] },
} as const satisfies Record<string, Operation>
