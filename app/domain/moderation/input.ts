import { z } from 'zod'
import { cursor, limit } from '~/domain/core/keyset'
import { isBlank, writing } from '~/domain/core/text'

/** In the order a person is asked; what can cost a life comes first. */
export const reportReasons = [
  'self_harm',
  'sexual',
  'privacy',
  'threat',
  'abuse',
  'impersonation',
  'spam',
  'false_donation',
  'other',
] as const
export type ReportReason = (typeof reportReasons)[number]

/** Of each list of the queue, which is worked off from its beginning. */
export const MAX_SHOWN = 50
const MAX_REASON = 200
export const MAX_DETAIL = 500

const noneIfBlank = (text: string | null | undefined) => (text && !isBlank(text) ? text : null)
const reason = writing(MAX_REASON).nullish().transform(noneIfBlank)

export const removeInput = z.object({ reason })
export const restoreInput = removeInput

export const reportInput = z.object({
  messageId: z.uuid(),
  reason: z.enum(reportReasons, 'choose_a_reason'),
  detail: writing(MAX_DETAIL).nullish().transform(noneIfBlank),
})

export const resolvePath = z.object({ id: z.uuid() })
export const resolveReportInput = z.object({ outcome: z.enum(['hidden', 'kept']), reason })
export const objectionInput = z.object({ text: writing(MAX_DETAIL) })
export const resolveObjectionInput = z.object({ outcome: z.enum(['restored', 'kept']), reason })
export const listQuery = z.object({ cursor: cursor.optional(), limit })
