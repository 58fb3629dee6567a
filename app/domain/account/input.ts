import { z } from 'zod'

export const deleteAccountInput = z.object({
  confirm: z.boolean().refine((yes) => yes, 'deletion_unconfirmed'),
})
