import { z } from 'zod'
import { cursor, limit, MAX_AMOUNT } from '~/domain/core/keyset'
import { kstDate } from '~/domain/core/kst'
import { writing } from '~/domain/core/text'
import { amountCheese } from '~/domain/donations/input'
import { alikes } from './alike'
import type { StatementField } from './columns'
import { lineOutcomes } from './plan'
import { MAX_COLUMNS, MAX_ROWS } from './table'

export const FILES = ['file'] as const
const MAX_SHEET_NAME = 100
/** Where a refused workbook names its sheets, among its errors. */
export const VISIBLE_SHEET = 'sheets.visible'
export const HIDDEN_SHEET = 'sheets.hidden'

const sum = z.int('whole_number').min(0).max(Number.MAX_SAFE_INTEGER)
const row = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 * MAX_ROWS)

export const statementPath = z.object({ id: z.uuid() })
export const linePath = z.object({ id: z.uuid(), row })
export const statementsQuery = z.object({ cursor: cursor.optional(), limit })

/** Without a file: what a creator reads off a screen. */
export const statementInput = z.object({
  sheet: writing(MAX_SHEET_NAME).optional().describe('Which one, where a workbook has several'),
  from: kstDate.optional(),
  to: kstDate.optional(),
  gross: sum.optional(),
  fee: sum.optional(),
  vat: sum.optional(),
  withholding: sum.optional(),
  net: sum.optional(),
  paidOn: kstDate.optional(),
})
export type StatementInput = z.output<typeof statementInput>

export const totals = z.object({
  gross: sum,
  fee: sum.nullable(),
  vat: sum.nullable(),
  withholding: sum.nullable(),
  net: sum.nullable(),
  paidOn: z.string().nullable(),
})
export type Totals = z.output<typeof totals>

const column = z
  .int()
  .min(0)
  .max(MAX_COLUMNS - 1)
const optional = column.optional()
export const columnMapping = z.object({
  amount: z
    .int('amount_column_missing')
    .min(0)
    .max(MAX_COLUMNS - 1),
  date: optional,
  period: optional,
  donorId: optional,
  nickname: optional,
  kind: optional,
  message: optional,
  fee: optional,
  net: optional,
  state: optional,
} satisfies Record<StatementField, z.ZodType>)
export const mappingInput = z.object({
  columns: columnMapping.describe('By field: the number of its column, from 0'),
})

export const tolerance = z.object({
  absolute: z.int('whole_number').min(0).max(MAX_AMOUNT).optional(),
  permille: z.int('whole_number').min(0, 'permille_range').max(1000, 'permille_range').optional(),
})
export const planInput = z.object({
  tolerance: tolerance.optional().describe('Of sums alone; stays until another is given'),
})

export const linesQuery = z.object({
  outcome: z.enum(lineOutcomes).optional(),
  cursor: cursor.optional(),
  limit,
})

export const decideQuery = z.object({ row: row.optional().catch(undefined) })

export const onlyMeltQuery = z.object({
  outcome: z.enum(['onlyMeltWaiting', 'onlyMeltConfirmed']).default('onlyMeltWaiting'),
  cursor: cursor.optional(),
  limit,
})

/** Of two amounts, whose is right. */
const counts = z.enum(['statement', 'melt'])
export type Counts = z.output<typeof counts>

export const choiceInput = z
  .object({
    outcome: z.enum(['ignored', 'onHold', 'nextPeriod', 'onlyStatement', 'matched', 'differs', 'undecided']),
    donationId: z.uuid().optional().describe('Of the donation that it is, where it is one'),
    amount: amountCheese.optional().describe('Which one counts, where two differ'),
    counts: counts
      .optional()
      .describe('The same without saying the number; what is matched with it may have another'),
  })
  .refine(
    ({ outcome, donationId }) => !['matched', 'differs'].includes(outcome) || donationId !== undefined,
    {
      path: ['donationId'],
      message: 'missing_or_wrong',
    },
  )
  .refine(({ outcome, amount, counts }) => outcome !== 'differs' || (amount ?? counts) !== undefined, {
    path: ['amount'],
    message: 'amount_missing',
  })
export type ChoiceInput = z.output<typeof choiceInput>

export const alikeInput = z
  .object({
    of: z.enum([...alikes, 'chosen']).describe('Those alike, or all that were chosen before'),
    outcome: z.enum(['ignored', 'onHold', 'nextPeriod', 'onlyStatement', 'differs', 'undecided']),
    counts: counts.optional(),
  })
  .refine(({ of, outcome }) => (of === 'chosen') === (outcome === 'undecided'), {
    path: ['outcome'],
    message: 'missing_or_wrong',
  })
  .refine(({ of, outcome, counts }) => outcome !== 'differs' || (of === 'differs' && counts !== undefined), {
    path: ['counts'],
    message: 'missing_or_wrong',
  })
export type AlikeInput = z.output<typeof alikeInput>

export const applyInput = z.object({ planHash: z.string().regex(/^[0-9a-f]{1,64}$/) })
