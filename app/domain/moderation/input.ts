import { z } from 'zod'
import { looksBlank, writing } from '~/domain/text'

const MOST_REASON = 200

export const removeInput = z.object({
  reason: writing(MOST_REASON)
    .nullish()
    .transform((text) => (text && !looksBlank(text) ? text : null)),
})
