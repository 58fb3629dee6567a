import { z } from 'zod'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { cursor, limit } from '~/domain/core/keyset'
import { periods } from '~/domain/core/kst'
import { postText, requestId } from '~/domain/messages/input'

export const feedSorts = ['recent', 'amount'] as const

export const feedQuery = z.object({
  chzzkChannelId,
  cursor: cursor.optional(),
  limit,
  sort: z.enum(feedSorts).default('recent'),
  period: z.enum(periods).default('all'),
})

export const postInput = z.object({ content: postText, pinned: z.boolean().default(false), requestId })

export type FeedQuery = z.output<typeof feedQuery>
