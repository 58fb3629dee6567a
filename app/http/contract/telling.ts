import { z } from 'zod'
import { amount, instant } from './operation'

const source = z.enum(['user_flow', 'manual', 'session', 'statement'])

const likelyDouble = z.object({
  id: z.uuid(),
  status: z.enum(['OCCURRED', 'CONFIRMED', 'REJECTED']),
  source,
  donorName: z.string().nullable(),
  amount,
  occurredAt: instant,
  merge: z.object({ id: z.uuid(), intoId: z.uuid() }),
})

/** How a donation was told, and whether another one probably tells of the same. */
export const provenance = {
  source,
  signal: z.object({ amount: amount.nullable(), receivedAt: instant }).nullable(),
  mergedIntoId: z.uuid().nullable(),
  likelyDouble: likelyDouble
    .nullable()
    .describe('To its creator: another telling of the same, and which merges into which'),
}
