import { z } from 'zod'
import { donationPath, mergeInput } from '~/domain/donations/input'
import { donation } from './donations'
import type { Operation } from './operation'

const of = {
  who: 'viewer',
  limit: 'dashboard',
  params: donationPath,
  output: z.object({ donation, into: donation.nullable() }),
  refusals: ['not_found', 'conflict', 'illegal_transition'],
} as const

export const mergeOperations = {
  'POST /donations/:id/merge': {
    ...of,
    summary: 'The creator says that two tellings are of one donation: it counts once',
    input: mergeInput,
  },
  'POST /donations/:id/unmerge': {
    ...of,
    summary: 'The creator undoes a merge within 30 days: both are as they were',
  },
} as const satisfies Record<string, Operation>
