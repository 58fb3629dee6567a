import { z } from 'zod'

export const deleteAccountInput = z.object({
  confirm: z.boolean().refine((yes) => yes, '탈퇴하려면 되돌릴 수 없다는 데 표시해 주세요'),
})
