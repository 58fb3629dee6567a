import { z } from 'zod'
import {
  confirmInput,
  dailyTotalInput,
  dailyTotalQuery,
  donationPath,
  listQuery,
  manualInput,
  reasonInput,
  reverseInput,
  summaryQuery,
} from '~/domain/donations/input'
import { badge } from './badges'
import { amount, instant, type Operation, page } from './operation'
import { provenance } from './telling'

const status = z.enum(['PENDING', 'OCCURRED', 'CONFIRMED', 'REJECTED', 'REVERSED'])
const actorKind = z.enum(['viewer', 'creator', 'admin', 'session', 'statement'])
export const person = z.object({ displayName: z.string(), chzzkUserId: z.string().nullable(), badge })

export const donation = z.object({
  id: z.uuid(),
  chzzkChannelId: z.string(),
  status,
  ...provenance,
  amount: amount.nullable(),
  claimedAmount: amount.nullable(),
  donor: person,
  late: z.boolean(),
  hideAmount: z.boolean(),
  hideName: z.boolean(),
  occurredAt: instant,
  confirmedAt: instant.nullable(),
  confirmedBy: actorKind.nullable(),
  messageId: z.uuid().nullable(),
  message: z.string().nullable(),
  held: z.boolean().describe('Its message waits for the creator to look at it'),
  heldBy: z.string().nullable().describe('The blocked word that holds its message, for its creator alone'),
  nameHeldBy: z.string().nullable().describe("The blocked word in its donor's name, for its creator alone"),
})

export const entry = z.object({
  seq: z.int(),
  from: status.nullable(),
  to: status,
  amountDelta: amount,
  actorKind,
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
    input: reverseInput,
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
