import { z } from 'zod'
import { chzzkChannelId } from '~/domain/channels/input'
import { cursor, limit, sumCursor } from '~/domain/core/keyset'
import { kstDate } from '~/domain/core/kst'

export const statsRange = z.enum(['7d', '30d', '90d', 'all'])
export type StatsRange = z.output<typeof statsRange>

const range = statsRange.default('30d')

export const rangeQuery = z.object({ range })
export const supportersQuery = z.object({ range, cursor: sumCursor.optional(), limit })

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

/** What a figure is of, besides its name. */
const NEEDS: Partial<Record<FigureName, readonly string[]>> = {
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

/** Which figure is meant; what its kind needs is there, and its days are in order, or `invalid`. */
export const figureQuery = figureFields.superRefine(requireNeeds)
export const explainQuery = figureFields
  .extend({ cursor: cursor.optional(), excludedCursor: cursor.optional(), limit })
  .superRefine(requireNeeds)

export type Figure = z.output<typeof figureFields>

function requireNeeds(figure: Figure, context: z.core.$RefinementCtx<Figure>) {
  const missing = (NEEDS[figure.figure] ?? []).filter((name) => figure[name as keyof Figure] === undefined)
  for (const name of missing) {
    context.addIssue({ code: 'custom', path: [name], message: '어떤 수치인지 알려 주세요' })
  }
  if (figure.date && figure.until && figure.until < figure.date) {
    context.addIssue({ code: 'custom', path: ['until'], message: '시작한 날보다 앞선 날이에요' })
  }
}
