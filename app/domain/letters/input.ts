import { z } from 'zod'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { cursor, limit } from '~/domain/core/keyset'
import { writing } from '~/domain/core/text'
import { letterText, requestId, visibility } from '~/domain/messages/input'

export const MAX_QUERY = 50

export const folders = ['all', 'unread', 'donations', 'filtered', 'archived'] as const
export type Folder = (typeof folders)[number]

export const letterInput = z.object({
  chzzkChannelId,
  content: letterText,
  allowRetweet: z.boolean().default(true),
  requestId,
})

export const replyInput = z.object({ content: letterText, visibility, requestId })

export const inboxQuery = z.object({
  cursor: cursor.optional(),
  limit,
  folder: z.enum(folders).default('all'),
  query: writing(MAX_QUERY).default(''),
})
