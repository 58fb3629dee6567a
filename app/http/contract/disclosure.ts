import { z } from 'zod'
import { disclosureInput, donationPath } from '~/domain/donations/input'
import { donation } from './donations'
import type { Operation } from './operation'

export const disclosureOperations = {
  'PUT /donations/:id/disclosure': {
    summary: 'Its donor says what everybody may see of it: the amount, their name',
    who: 'viewer',
    params: donationPath,
    input: disclosureInput,
    output: z.object({ donation }),
    refusals: ['not_found'],
  },
} as const satisfies Record<string, Operation>
