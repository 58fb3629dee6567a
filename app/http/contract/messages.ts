import { z } from 'zod'
import { inboxQuery, letterInput, replyInput } from '~/domain/letters/input'
import { letterStates } from '~/domain/letters/presenter'
import { messagePath, pageQuery, visibility } from '~/domain/messages/input'
import type { Operation } from './operation'
import { amount, badge, donation, instant, page } from './shapes'

const reply = z.object({ id: z.uuid(), content: z.string(), visibility, createdAt: instant })
const messageId = z.object({ messageId: z.uuid() })
const donationStatus = z.enum(['OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED'])

export const myMessage = z.object({
  id: z.uuid(),
  type: z.enum(['dm', 'donation']),
  chzzkChannelId: z.string(),
  channelName: z.string(),
  content: z.string().nullable(),
  createdAt: instant,
  state: z.enum(letterStates),
  allowRetweet: z.boolean(),
  hiddenReason: z.string().nullable(),
  donation: z
    .object({
      id: z.uuid(),
      status: donationStatus,
      amount: amount.nullable(),
      claimedAmount: amount.nullable(),
    })
    .extend(donation.pick({ confirmedBy: true, held: true }).shape)
    .nullable(),
  replies: z.array(reply),
})

const letter = z.object({
  id: z.uuid(),
  type: z.enum(['dm', 'donation']),
  author: z.object({
    displayName: z.string(),
    chzzkUserId: z.string().nullable(),
    badge,
    vip: z.boolean(),
    blocked: z.boolean(),
  }),
  content: z.string().nullable(),
  createdAt: instant,
  state: z.enum(letterStates),
  unread: z.boolean(),
  allowRetweet: z.boolean(),
  retweeted: z.boolean(),
  archived: z.boolean(),
  heldBy: z.string().nullable(),
  donation: z.object({ status: donationStatus, amount: amount.nullable() }).nullable(),
  replies: z.array(reply),
})

const act = { who: 'viewer', limit: 'dashboard', params: messagePath, status: 204 } as const

export const messageOperations = {
  'POST /messages/dm': {
    summary: 'Sends a private letter to a creator; 200 when the same letter arrived before',
    who: 'viewer',
    resumes: true,
    input: letterInput,
    output: messageId,
    status: 201,
    refusals: ['not_found', 'channel_not_open', 'blocked', 'text_refused', 'conflict', 'chzzk_unavailable'],
  },
  'GET /messages/mine': {
    summary: 'My letters and donation messages, what became of them and the replies I may read',
    who: 'viewer',
    input: pageQuery,
    output: page(myMessage),
  },
  'POST /messages/:id/reply': {
    summary: "The creator answers, for the author alone or for everybody; 200 when it's there already",
    who: 'viewer',
    limit: 'dashboard',
    params: messagePath,
    input: replyInput,
    output: messageId,
    status: 201,
    refusals: ['not_found', 'text_refused', 'illegal_transition', 'conflict'],
  },
  'POST /messages/:id/retweet': {
    ...act,
    summary: 'The creator makes a letter public',
    status: 201,
    refusals: [
      'not_found',
      'retweet_not_allowed',
      'already_retweeted',
      'retweet_limit',
      'illegal_transition',
    ],
  },
  'DELETE /messages/:id/retweet': {
    ...act,
    summary: 'The creator takes an RT back',
    refusals: ['not_found'],
  },
  'POST /messages/:id/read': { ...act, summary: 'The creator has opened it', refusals: ['not_found'] },
  'POST /messages/:id/archive': { ...act, summary: 'Files a letter away', refusals: ['not_found'] },
  'DELETE /messages/:id/archive': { ...act, summary: 'Back into the inbox', refusals: ['not_found'] },
  'POST /messages/:id/release': {
    ...act,
    summary: 'Lets a message that a blocked word held be shown',
    refusals: ['not_found'],
  },
  'GET /creator/inbox': {
    summary: 'Waiting donations, then letters by folder or search; unread counts to 100',
    who: 'viewer',
    input: inboxQuery,
    output: z.object({
      unconfirmed: z.object({ count: z.int(), items: z.array(donation) }),
      letters: page(letter),
      unread: z.int(),
    }),
    refusals: ['forbidden'],
  },
  'GET /creator/retweet-candidates': {
    summary: 'At most five letters that the creator may want to make public, one of each author',
    who: 'viewer',
    output: z.object({ items: z.array(letter.extend({ score: z.int(), waitingDays: z.int() })) }),
    refusals: ['forbidden'],
  },
} as const satisfies Record<string, Operation>
