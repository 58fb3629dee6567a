import { z } from 'zod'
import { chzzkChannelId } from '~/domain/channels/input'
import { cursor } from '~/domain/core/keyset'
import { rangeQuery } from './input'

export const supporterPath = z.object({ chzzkUserId: chzzkChannelId })

/** Both lists of a supporter's page turn their own pages. */
export const supporterQuery = rangeQuery.extend({
  cursor: cursor.optional(),
  lettersCursor: cursor.optional(),
})
