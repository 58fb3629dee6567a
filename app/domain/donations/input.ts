import { z } from 'zod'
import { chzzkChannelId } from '~/domain/channels/input'
import { amountCheese, MOST_CHEESE } from '~/domain/cheese'
import { cursor, limit } from '~/domain/cursor'
import { instant, kstDate, kstMinute, ranges } from '~/domain/kst'
import { looksBlank, writing } from '~/domain/text'
import { MERGED, MOST_AT_ONCE, UNMERGED } from './status'

export const MOST_MESSAGE = 300
const MOST_REASON = 200
const MOST_NAME = 50

const donationMessage = writing(MOST_MESSAGE)
const optionalWriting = (most: number) =>
  writing(most)
    .nullish()
    .transform((text) => (text && !looksBlank(text) ? text : null))
const requestId = z.uuid().nullish()

export const intentInput = z.object({
  chzzkChannelId,
  message: optionalWriting(MOST_MESSAGE),
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

export const confirmInput = z.object({ amount: amountCheese.nullish() })

export const confirmManyInput = z.object({
  items: z
    .array(z.object({ id: z.uuid().toLowerCase(), amount: amountCheese.nullish() }))
    .min(1, '확인할 후원을 골라 주세요')
    .max(MOST_AT_ONCE, `한 번에 ${MOST_AT_ONCE}건까지 확인할 수 있어요`),
})

export const reasonInput = z.object({
  reason: writing(MOST_REASON)
    .refine((text) => !looksBlank(text), '이유를 적어 주세요')
    .refine((text) => text !== MERGED && text !== UNMERGED, '다른 말로 적어 주세요'),
})

export const mergeInput = z.object({ intoId: z.uuid().toLowerCase() })

export const manualInput = z.object({
  amount: amountCheese,
  donorName: optionalWriting(MOST_NAME),
  chzzkUserId: chzzkChannelId.nullish(),
  intentId: z.uuid().nullish(),
  occurredAt: z.union([instant, kstMinute]).nullish(),
  message: optionalWriting(MOST_MESSAGE),
  note: optionalWriting(MOST_REASON),
  requestId: requestId.describe(
    'Made by the client before sending: a repeated request finds its own donation',
  ),
})

export const dailyTotalInput = z.object({
  date: kstDate,
  amount: z
    .int('정수로 적어 주세요')
    .min(0, '0치즈부터 적을 수 있어요')
    .max(MOST_CHEESE * 10),
})

export const dailyTotalQuery = z.object({ date: kstDate })

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
