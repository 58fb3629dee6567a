import { z } from 'zod'
import { cursor, limit } from '~/domain/cursor'
import { writing } from '~/domain/text'

export const MOST_LETTER = 500
export const MOST_POST = 2_000

export const messagePath = z.object({ id: z.uuid() })
export const letterText = writing(MOST_LETTER)
export const postText = writing(MOST_POST)
export const requestId = z
  .uuid()
  .nullish()
  .describe('Made by the client before sending: a repeated request finds its own message')
export const visibility = z.enum(['public', 'private'])
export const pageQuery = z.object({ cursor: cursor.optional(), limit })
