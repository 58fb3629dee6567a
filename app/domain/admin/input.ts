import { z } from 'zod'
import { periods } from '~/domain/core/kst'

export const figuresQuery = z.object({ period: z.enum(periods).default('today') })

export const autoConfirmInput = z.object({ allowed: z.boolean() })
