import { z } from 'zod'
import { cursor, limit, MAX_AMOUNT } from '~/domain/core/keyset'
import { kstDate } from '~/domain/core/kst'
import { writing } from '~/domain/core/text'
import { amountCheese } from '~/domain/donations/input'
import type { StatementField } from './columns'
import { lineOutcomes } from './plan'
import { MAX_COLUMNS, MAX_ROWS } from './table'

export const FILES = ['file'] as const
const MAX_SHEET_NAME = 100

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
  amount: column,
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

export const planInput = z.object({
  tolerance: z
    .object({
      absolute: z.int().min(0).max(MAX_AMOUNT).optional(),
      permille: z.int().min(0).max(1000).optional(),
    })
    .optional()
    .describe('Of sums alone'),
})

export const linesQuery = z.object({
  outcome: z.enum(lineOutcomes).optional(),
  cursor: cursor.optional(),
  limit,
})

export const choiceInput = z
  .object({
    outcome: z.enum(['ignored', 'onHold', 'nextPeriod', 'onlyStatement', 'matched', 'differs']),
    donationId: z.uuid().optional().describe('Of the donation that it is, where it is one'),
    amount: amountCheese.optional().describe('Which one counts, where two differ'),
  })
  .refine(
    ({ outcome, donationId }) => !['matched', 'differs'].includes(outcome) || donationId !== undefined,
    {
      path: ['donationId'],
      message: 'missing_or_wrong',
    },
  )
  .refine(({ outcome, amount }) => outcome !== 'differs' || amount !== undefined, {
    path: ['amount'],
    message: 'amount_missing',
  })
export type ChoiceInput = z.output<typeof choiceInput>

export const applyInput = z.object({ planHash: z.string().regex(/^[0-9a-f]{1,64}$/) })
