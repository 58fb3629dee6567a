import { z } from 'zod'
import { cursor, limit } from '~/domain/core/keyset'
import { writing } from '~/domain/core/text'

export const MAX_LETTER = 500
export const MAX_POST = 2_000

export const messagePath = z.object({ id: z.uuid() })
export const letterText = writing(MAX_LETTER)
export const postText = writing(MAX_POST)
export const requestId = z
  .uuid()
  .nullish()
  .describe('Made by the client before sending: a repeated request finds its own message')
export const visibility = z.enum(['public', 'private'])
export const pageQuery = z.object({ cursor: cursor.optional(), limit })
