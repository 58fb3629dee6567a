import { z } from 'zod'
import {
  confirmInput,
  confirmManyInput,
  dailyTotalInput,
  dailyTotalQuery,
  donationPath,
  listQuery,
  manualInput,
  reasonInput,
  summaryQuery,
} from '~/domain/donations/input'
import { badge } from './badges'
import { amount, instant, type Operation, page } from './operation'
import { telling } from './telling'

const status = z.enum(['PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED'])
export const person = z.object({ displayName: z.string(), chzzkUserId: z.string().nullable(), badge })

export const donation = z.object({
  id: z.uuid(),
  chzzkChannelId: z.string(),
  status,
  ...telling,
  amount: amount.nullable(),
  claimedAmount: amount.nullable(),
  donor: person,
  late: z.boolean(),
  hideAmount: z.boolean(),
  hideName: z.boolean(),
  occurredAt: instant,
  confirmedAt: instant.nullable(),
  messageId: z.uuid().nullable(),
  message: z.string().nullable(),
})

export const entry = z.object({
  seq: z.int(),
  from: status.nullable(),
  to: status,
  amountDelta: amount,
  actorKind: z.enum(['viewer', 'creator', 'admin', 'session', 'statement']),
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  at: instant,
  hash: z.string(),
})

const dailyTotal = z.object({
  date: z.iso.date(),
  enteredTotal: amount.nullable(),
  confirmedTotal: amount,
  difference: amount.nullable(),
  unconfirmed: z.array(donation),
})

const one = z.object({ donation })
const changes = ['not_found', 'conflict', 'illegal_transition'] as const

export const donationOperations = {
  'POST /donations/:id/confirm': {
    summary: 'The creator confirms, with the claimed amount or another',
    who: 'viewer',
    limit: 'dashboard',
    params: donationPath,
    input: confirmInput,
    output: one,
    refusals: changes,
  },
  'POST /donations/confirm': {
    summary: 'The creator confirms many at once',
    who: 'viewer',
    limit: 'dashboard',
    input: confirmManyInput,
    output: z.object({
      confirmed: z.array(donation),
      failed: z.array(z.object({ id: z.uuid(), code: z.string() })),
      sum: amount,
    }),
  },
  'POST /donations/:id/reject': {
    summary: 'The creator says that it did not happen',
    who: 'viewer',
    limit: 'dashboard',
    params: donationPath,
    input: reasonInput,
    output: one,
    refusals: changes,
  },
  'POST /donations/:id/reverse': {
    summary: 'The creator takes a confirmation back',
    who: 'viewer',
    limit: 'dashboard',
    params: donationPath,
    input: reasonInput,
    output: one,
    refusals: changes,
  },
  'POST /donations/manual': {
    summary: 'The creator adds a donation nobody announced, or matches a lapsed intent',
    who: 'viewer',
    limit: 'dashboard',
    input: manualInput,
    output: one,
    status: 201,
    refusals: ['forbidden', 'not_found', 'conflict'],
  },
  'GET /donations/daily-total': {
    summary: 'A KST day beside what its creator entered',
    who: 'viewer',
    input: dailyTotalQuery,
    output: dailyTotal,
    refusals: ['forbidden'],
  },
  'POST /donations/daily-total': {
    summary: 'The creator enters the sum of a KST day',
    who: 'viewer',
    limit: 'dashboard',
    input: dailyTotalInput,
    output: dailyTotal,
    refusals: ['forbidden'],
  },
  'GET /donations': {
    summary: "A creator's donations, or one's own with mine=1",
    who: 'viewer',
    input: listQuery,
    output: page(donation),
    refusals: ['forbidden', 'not_found'],
  },
  'GET /donations/:id': {
    summary: 'A donation with its history, for its donor or its creator',
    who: 'viewer',
    params: donationPath,
    output: z.object({ donation, entries: z.array(entry) }),
    refusals: ['not_found'],
  },
  'GET /donations/summary': {
    summary: "A creator's donations of a range in numbers",
    who: 'viewer',
    input: summaryQuery,
    output: z.object({
      confirmed: z.object({ count: z.int(), sum: amount }),
      occurred: z.object({ count: z.int() }),
      pending: z.object({ count: z.int() }),
    }),
    refusals: ['forbidden', 'not_found'],
  },
} as const satisfies Record<string, Operation>
