import { z } from 'zod'
import { autoConfirmInput } from '~/domain/admin/input'
import type { Operation } from './operation'
import { instant } from './shapes'

export const adminOperations = {
  'POST /admin/ledger-check': {
    summary: 'An admin has the whole ledger recomputed',
    who: 'viewer',
    output: z.object({
      whole: z.boolean(),
      disagreement: z.string().nullable(),
      disagreements: z.array(z.object({ kind: z.string(), what: z.string() })),
      counts: z.record(z.string(), z.int()),
    }),
    refusals: ['not_found'],
  },
  'POST /admin/auto-confirm': {
    summary: 'An admin stops all automatic confirmation at once, or allows it again',
    who: 'viewer',
    input: autoConfirmInput,
    output: z.object({
      allowed: z.boolean(),
      environmentAllows: z.boolean(),
      stoppedAt: instant.nullable(),
    }),
    refusals: ['not_found'],
  },
} as const satisfies Record<string, Operation>
