import { z } from 'zod'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { cursor, limit } from '~/domain/core/keyset'
import { instant, kstDate, kstDayBounds, kstMinute, ranges } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { isBlank, writing } from '~/domain/core/text'
import { isStatementReason, MERGED, UNMERGED } from './presenter'

/** No single CHZZK donation comes near it; a larger number is a slip of the finger. */
export const MAX_CHEESE = 100_000_000
export const MAX_AT_ONCE = 100
export const MAX_MESSAGE = 300
const MAX_REASON = 200
const MAX_NAME = 50

export const amountCheese = z
  .int('whole_number')
  .min(1, 'cheese_at_least:1')
  .max(MAX_CHEESE, 'cheese_at_most_hundred_million')

const donationMessage = writing(MAX_MESSAGE)
const optionalWriting = (most: number) =>
  writing(most)
    .nullish()
    .transform((text) => (text && !isBlank(text) ? text : null))
const reason = writing(MAX_REASON)
  .refine((text) => !isBlank(text), 'reason_missing')
  .refine((text) => text !== MERGED && text !== UNMERGED && !isStatementReason(text), 'reason_reserved')
const requestId = z.uuid().nullish()

export const intentInput = z.object({
  chzzkChannelId,
  message: optionalWriting(MAX_MESSAGE),
  amount: amountCheese.nullish(),
  requestId: requestId.describe('Made by the client before sending: a repeated request finds its own intent'),
  leave: z
    .boolean()
    .default(false)
    .describe('A form goes straight on to CHZZK, not to the page of its intent'),
})

export const intentsQuery = z.object({ chzzkChannelId: chzzkChannelId.optional() })

export const occurredInput = z.object({
  intentId: z.uuid(),
  message: donationMessage,
  amount: amountCheese.nullish(),
  hideAmount: z.boolean().default(false),
  hideName: z.boolean().default(false),
})

/** Whole: a program that leaves one out would show what its fan hid. */
export const disclosureInput = z.object({ hideAmount: z.boolean(), hideName: z.boolean() })

const donationId = z.uuid().toLowerCase()
const release = z
  .boolean()
  .default(false)
  .describe('Also lets everybody read its message, where a blocked word held it')

/** Numbers of a channel's ledger, `120-219`: what one act on many wrote. */
const entries = z
  .string()
  .regex(/^\d{1,9}-\d{1,9}$/, 'entries_not_found')
  .transform((text) => {
    const [first = 0, last = 0] = text.split('-').map(Number)
    return { first, last }
  })
  .refine(({ first, last }) => first <= last && last - first < MAX_AT_ONCE, 'entries_not_found')
  .optional()
  .describe('What an act on many answered as `entries`: that act is taken back as a whole')
export type EntryRange = { first: number; last: number }

export const confirmInput = z.object({ amount: amountCheese.nullish(), release })

export const confirmManyInput = z
  .object({
    items: z
      .array(z.object({ id: donationId, amount: amountCheese.nullish(), release }))
      .max(MAX_AT_ONCE, `confirm_at_most:${MAX_AT_ONCE}`)
      .default([]),
    expectedSum: z
      .int()
      .optional()
      .describe('The sum that its creator was shown: with other amounts nothing is confirmed'),
    entries,
  })
  .refine((input) => input.items.length > 0 || input.entries !== undefined, {
    path: ['items'],
    message: 'nothing_to_confirm',
  })
  .refine(({ items, expectedSum }) => expectedSum === undefined || sumOf(items) === expectedSum, {
    path: ['expectedSum'],
    message: 'sum_changed',
  })

const sumOf = (items: { amount?: number | null }[]) =>
  items.reduce((total, { amount }) => total + (amount ?? 0), 0)

export const reverseManyInput = z
  .object({
    ids: z.array(donationId).max(MAX_AT_ONCE, `reverse_at_most:${MAX_AT_ONCE}`).default([]),
    entries,
    reason,
  })
  .refine((input) => input.ids.length > 0 || input.entries !== undefined, {
    path: ['ids'],
    message: 'nothing_to_reverse',
  })

export const reverseInput = z.object({
  reason,
  hold: z
    .boolean()
    .default(false)
    .describe('Also puts its message back behind the blocked word that it was released from'),
})

export const reasonInput = z.object({ reason })

export const mergeInput = z.object({ intoId: z.uuid().toLowerCase() })

export const manualInput = z.object({
  amount: amountCheese,
  donorName: optionalWriting(MAX_NAME),
  chzzkUserId: chzzkChannelId.nullish(),
  intentId: z.uuid().nullish(),
  occurredAt: z.union([instant, kstMinute]).nullish(),
  message: optionalWriting(MAX_MESSAGE),
  note: optionalWriting(MAX_REASON),
  requestId: requestId.describe(
    'Made by the client before sending: a repeated request finds its own donation',
  ),
})

export const dailyTotalInput = z.object({
  date: kstDate,
  amount: z
    .int('whole_number')
    .min(0, 'cheese_at_least:0')
    .max(MAX_CHEESE * 10),
})

export const dailyTotalQuery = z.object({ date: kstDate, cursor: cursor.optional() })

const instantOrDay = z.union([kstDate, instant])

export const listQuery = z.object({
  chzzkChannelId: chzzkChannelId.optional(),
  mine: z.enum(['1', 'true']).optional(),
  status: z.enum(['PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED']).optional(),
  source: z.enum(['user_flow', 'manual', 'session', 'statement']).optional(),
  from: instantOrDay.optional(),
  to: instantOrDay.optional(),
  cursor: cursor.optional(),
  limit,
})

export const summaryQuery = z.object({
  chzzkChannelId: chzzkChannelId.optional(),
  range: z.enum(ranges).default('all'),
})

export const donationPath = z.object({ id: z.uuid() })

/** CHZZK opened, and with it the first cheese. */
export const CHZZK_FIRST_DAY = '2023-12-19'

const CLOCK_SKEW_MS = 60_000

export function requirePossibleTime(path: 'occurredAt' | 'date', at: Date, now: Date) {
  const isFuture = at.getTime() > now.getTime() + CLOCK_SKEW_MS
  if (!isFuture && at >= kstDayBounds(CHZZK_FIRST_DAY).from) return
  const because = isFuture ? (path === 'date' ? 'future_day' : 'future_time') : 'before_chzzk'
  refuse('invalid', { because, errors: [{ path, message: because }] })
}
