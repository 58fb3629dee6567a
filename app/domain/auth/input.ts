import { z } from 'zod'

const agreed = (message: string) => z.boolean().refine((yes) => yes, message)

export const agreementInput = z.object({
  age14: agreed('age_14'),
  terms: agreed('terms_needed'),
})

export const logOutInput = z.object({ everywhere: z.boolean().default(false) })

export const deleteAccountInput = z.object({
  confirm: z.boolean().refine((yes) => yes, 'deletion_unconfirmed'),
})
