import { z } from 'zod'
import { feedQuery } from '~/domain/feed/input'
import { amount, instant, type Operation, page } from './operation'

const item = z.object({
  id: z.uuid(),
  type: z.enum(['donation', 'creator_post', 'creator_reply', 'retweet']),
  author: z.object({ displayName: z.string(), badge: z.null() }),
  content: z.string(),
  createdAt: instant,
  donation: z.object({ status: z.enum(['OCCURRED', 'CONFIRMED']), amount: amount.nullable() }).optional(),
  replies: z.array(z.object({ id: z.uuid(), content: z.string(), createdAt: instant })),
  pinned: z.boolean(),
})

export const feedOperations = {
  'GET /feed': {
    summary: "A channel's public feed",
    who: 'anyone',
    input: feedQuery,
    output: page(item),
    refusals: ['not_found', 'chzzk_unavailable'],
  },
} as const satisfies Record<string, Operation>
