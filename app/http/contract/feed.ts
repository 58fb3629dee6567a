import { z } from 'zod'
import { feedQuery, postInput } from '~/domain/feed/input'
import { messagePath } from '~/domain/messages/input'
import type { Operation } from './operation'
import { amount, badge, instant, page } from './shapes'

const item = z.object({
  id: z.uuid(),
  type: z.enum(['donation', 'creator_post', 'creator_reply', 'retweet']),
  author: z.object({ displayName: z.string(), badge }),
  content: z.string(),
  createdAt: instant,
  donation: z.object({ status: z.enum(['OCCURRED', 'CONFIRMED']), amount: amount.nullable() }).optional(),
  retweet: z.object({ at: instant, withdrawn: z.boolean() }).optional(),
  inReplyTo: z.object({ type: z.enum(['dm', 'donation']), content: z.null() }).optional(),
  replies: z.array(z.object({ id: z.uuid(), content: z.string(), createdAt: instant })),
  pinned: z.boolean(),
})

const pin = { who: 'viewer', limit: 'dashboard', params: messagePath, status: 204 } as const

export const feedOperations = {
  'GET /feed': {
    summary: "A channel's public feed; up to three pinned posts stand above the first page",
    who: 'anyone',
    input: feedQuery,
    output: page(item),
    refusals: ['not_found', 'chzzk_unavailable'],
  },
  'POST /feed/creator-post': {
    summary: "A creator's post; 200 when it is there already",
    who: 'viewer',
    limit: 'dashboard',
    input: postInput,
    output: z.object({ messageId: z.uuid() }),
    status: 201,
    refusals: ['forbidden', 'text_refused', 'conflict'],
  },
  'POST /content/:id/pin': {
    ...pin,
    summary: 'Puts a post on top of the feed',
    refusals: ['not_found', 'conflict'],
  },
  'DELETE /content/:id/pin': { ...pin, summary: 'Takes a post down from there', refusals: ['not_found'] },
} as const satisfies Record<string, Operation>
