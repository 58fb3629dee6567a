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

/** Shown only where a statement, or a fee rate that the creator typed in, says so. */
export const saidFigureNames = ['pending', 'pendingNet', 'net'] as const
export type SaidFigureName = (typeof saidFigureNames)[number]

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'month')

export const settlementFigure = z.object({
  figure: z.enum([...settlementFigureNames, ...saidFigureNames]),
  month: month.optional().describe('Of the figure `month`: the running one without it'),
})
export type SettlementFigure = z.output<typeof settlementFigure>

export const settlementExplainQuery = settlementFigure.extend({
  cursor: cursor.optional(),
  excludedCursor: cursor.optional(),
  limit,
})
export type SettlementExplainQuery = z.output<typeof settlementExplainQuery>

export const monthPath = z.object({ month })
export const monthlyRowsQuery = z.object({
  rows: z.enum(['all', 'differences']).default('all'),
  cursor: cursor.optional(),
  limit,
})
export type MonthlyRowsQuery = z.output<typeof monthlyRowsQuery>

export const bundleQuery = z.object({
  month: month.optional().describe('The running one without it'),
  names: z.boolean().default(false).describe('Whether donations.csv has the names of those who gave'),
})

/** "12.5": what of an amount somebody else keeps, in percent with two decimals at most. */
export const feeRateInput = z.object({ percent: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/, 'percent') })
