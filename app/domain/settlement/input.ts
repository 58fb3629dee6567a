import { z } from 'zod'
import { cursor, limit } from '~/domain/core/keyset'

export const optInInput = z.object({ agree: z.boolean().refine((yes) => yes, 'opt_in_unconfirmed') })

export const settlementFigureNames = [
  'd30',
  'd60',
  'd90',
  'month',
  'average',
  'volatility',
  'activity',
  'top1',
  'top5',
  'repeatRate',
  'reference',
] as const
export type SettlementFigureName = (typeof settlementFigureNames)[number]

export const settlementFigure = z.object({
  figure: z.enum(settlementFigureNames),
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'month')
    .optional()
    .describe('Of the figure `month`: the running one without it'),
})
export type SettlementFigure = z.output<typeof settlementFigure>

export const settlementExplainQuery = settlementFigure.extend({
  cursor: cursor.optional(),
  excludedCursor: cursor.optional(),
  limit,
})
export type SettlementExplainQuery = z.output<typeof settlementExplainQuery>
