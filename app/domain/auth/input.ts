import { z } from 'zod'

const agreed = (message: string) => z.boolean().refine((yes) => yes, message)

export const agreementInput = z.object({
  age14: agreed('만 14세 이상만 쓸 수 있어요'),
  terms: agreed('약관에 동의해 주세요'),
})

export const logOutInput = z.object({ everywhere: z.boolean().default(false) })
