import { z } from 'zod'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { cursor, limit, sumCursor } from '~/domain/core/keyset'
import { kstDate, periods } from '~/domain/core/kst'

export const statsRange = z.enum(['7d', '30d', '90d', 'all'])
export type StatsRange = z.output<typeof statsRange>

const range = statsRange.default('30d')

export const rangeQuery = z.object({ range })
export const supportersQuery = z.object({ range, cursor: sumCursor.optional(), limit })
export const supporterPath = z.object({ chzzkUserId: chzzkChannelId })

export const supporterQuery = rangeQuery.extend({
  cursor: cursor.optional(),
  lettersCursor: cursor.optional(),
})

/** KST days, both included; without them everything. */
export const donationsFileQuery = z.object({ from: kstDate.optional(), to: kstDate.optional() })
export type DonationsFileQuery = z.output<typeof donationsFileQuery>

export const recordsQuery = z.object({ cursor: cursor.optional(), limit })

/** `list` asks for a page of the donations that count, or of those that do not. */
export const proofQuery = z.object({
  period: z.enum(periods).default('all'),
  list: z.enum(['counted', 'left']).optional(),
  cursor: cursor.optional(),
})
export type ProofQuery = z.output<typeof proofQuery>

export const figureNames = [
  'total',
  'count',
  'today',
  'week',
  'month',
  'supporters',
  'activeSupporters',
  'repeatRate',
  'source',
  'broadcast',
  'unconfirmed',
  'day',
  'hour',
  'supporter',
] as const
export type FigureName = (typeof figureNames)[number]

const REQUIRED: Partial<Record<FigureName, readonly (keyof Figure)[]>> = {
  source: ['source'],
  broadcast: ['broadcast'],
  day: ['date'],
  hour: ['weekday', 'hour'],
  supporter: ['chzzkUserId'],
}

const figureFields = z.object({
  figure: z.enum(figureNames),
  range,
  source: z.enum(['manual', 'session', 'statement']).optional(),
  broadcast: z.enum(['live', 'afterLive', 'unknown']).optional(),
  date: kstDate.optional(),
  until: kstDate.optional(),
  weekday: z.int().min(1).max(7).optional(),
  hour: z.int().min(0).max(23).optional(),
  chzzkUserId: chzzkChannelId.optional(),
})
export type Figure = z.output<typeof figureFields>

export const figureQuery = figureFields.superRefine(requireFields)
export const explainQuery = figureFields
  .extend({ cursor: cursor.optional(), excludedCursor: cursor.optional(), limit })
  .superRefine(requireFields)
export type ExplainQuery = z.output<typeof explainQuery>

function requireFields(figure: Figure, context: z.core.$RefinementCtx<Figure>) {
  const missing = (REQUIRED[figure.figure] ?? []).filter((name) => figure[name] === undefined)
  for (const name of missing) {
    context.addIssue({ code: 'custom', path: [name], message: 'which_figure' })
  }
  if (figure.date && figure.until && figure.until < figure.date) {
    context.addIssue({ code: 'custom', path: ['until'], message: 'before_first_day' })
  }
}
