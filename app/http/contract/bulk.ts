import { z } from 'zod'
import { confirmManyInput, reverseManyInput } from '~/domain/donations/input'
import { donation } from './donations'
import { amount, type Operation } from './operation'

const outcome = z.object({
  failed: z.array(z.object({ id: z.uuid(), code: z.string() })),
  sum: amount,
  entries: z.string().nullable().describe("What it wrote in the creator's own ledger, to take it back with"),
})

export const bulkOperations = {
  'POST /donations/confirm': {
    summary: 'The creator confirms many at once',
    who: 'viewer',
    limit: 'dashboard',
    input: confirmManyInput,
    output: outcome.extend({ confirmed: z.array(donation) }),
    refusals: ['forbidden', 'not_found'],
  },
  'POST /donations/reverse': {
    summary: 'The creator takes many confirmations back at once',
    who: 'viewer',
    limit: 'dashboard',
    input: reverseManyInput,
    output: outcome.extend({ reversed: z.array(donation) }),
    refusals: ['forbidden', 'not_found'],
  },
} as const satisfies Record<string, Operation>
