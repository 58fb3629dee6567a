import { z } from 'zod'
import { pageQuery } from '~/domain/messages/input'
import {
  endpointInput,
  markReadInput,
  muteInput,
  notificationKinds,
  quietInput,
  subscriptionInput,
  subscriptionQuery,
  webhookInput,
} from '~/domain/notifications/input'
import type { Operation } from './operation'
import { amount, badge, instant, page } from './shapes'

const kind = z.enum(notificationKinds)

const notification = z.object({
  id: z.uuid(),
  kind,
  chzzkChannelId: z.string(),
  channelName: z.string(),
  messageId: z.uuid().nullable(),
  messageType: z.enum(['donation', 'dm', 'creator_post', 'creator_reply']).nullable(),
  donationId: z.uuid().nullable(),
  amount: amount.nullable().describe('Of a donation of mine that is confirmed'),
  badge,
  count: z
    .int()
    .nullable()
    .describe('How many wait by now, of a kind that waits; letters and reports to 100'),
  createdAt: instant,
  read: z.boolean(),
})

export const preferences = z.object({
  muted: z.array(
    z.object({ kind, chzzkChannelId: z.string().nullable(), channelName: z.string().nullable() }),
  ),
  quietFrom: z.int(),
  quietTo: z.int(),
})

const webhook = z.object({
  since: instant.nullable(),
  lastAt: instant.nullable(),
  lastStatus: z.int().nullable(),
})

const act = { who: 'viewer', limit: 'dashboard' } as const

export const notificationOperations = {
  'GET /notices': {
    summary: 'What I should know of, the last first; kept for 90 days',
    who: 'viewer',
    input: pageQuery,
    output: page(notification),
  },
  'POST /notices/read': {
    summary: 'I know of all that came until then',
    who: 'viewer',
    limit: 'dashboard',
    input: markReadInput,
    status: 204,
  },
  'GET /notices/preferences': {
    summary: 'What I do not want to know of, and the hours in which nothing is pushed',
    who: 'viewer',
    output: preferences,
  },
  'PUT /notices/preferences': {
    summary: 'The hours in which nothing is pushed',
    who: 'viewer',
    limit: 'dashboard',
    input: quietInput,
    output: preferences,
  },
  'PUT /notices/mutes': {
    ...act,
    summary: 'Ends a kind of notice, everywhere or of one channel',
    input: muteInput,
    output: preferences,
    refusals: ['not_found'],
  },
  'DELETE /notices/mutes': {
    ...act,
    summary: 'Begins it again',
    input: muteInput,
    output: preferences,
    refusals: ['not_found'],
  },
  'GET /notices/subscription': {
    summary: 'The key for subscribing to push, null where there is none; whether this browser is known',
    who: 'viewer',
    input: subscriptionQuery,
    output: z.object({ key: z.string().nullable(), known: z.boolean() }),
  },
  'PUT /notices/subscription': {
    ...act,
    summary: 'This browser gets my notices by push while I am logged in on it',
    input: subscriptionInput,
    status: 204,
  },
  'DELETE /notices/subscription': {
    ...act,
    summary: 'It gets none any more',
    input: endpointInput,
    status: 204,
  },
  'POST /notices/test': {
    ...act,
    limit: 'file',
    summary: 'Sends a notice to all of my browsers: how many took it',
    output: z.object({ sent: z.int(), of: z.int() }),
  },
  'GET /creator/webhook': {
    summary: "Whether the creator's Discord learns of what waits, and how it answered last",
    who: 'viewer',
    output: webhook,
    refusals: ['forbidden'],
  },
  'PUT /creator/webhook': {
    ...act,
    summary: 'Sets the Discord webhook; its address is never shown again',
    input: webhookInput,
    output: webhook,
    refusals: ['forbidden'],
  },
  'DELETE /creator/webhook': { ...act, summary: 'Forgets it', status: 204, refusals: ['forbidden'] },
  'POST /creator/webhook/test': {
    ...act,
    limit: 'file',
    summary: 'Sends a word to it: its status, null where nothing answered',
    output: z.object({ status: z.int().nullable() }),
    refusals: ['forbidden', 'not_found'],
  },
} as const satisfies Record<string, Operation>
