import { z } from 'zod'
import {
  confirmInput,
  confirmManyInput,
  dailyTotalInput,
  dailyTotalQuery,
  disclosureInput,
  donationPath,
  intentInput,
  intentsQuery,
  listQuery,
  manualInput,
  mergeInput,
  occurredInput,
  reasonInput,
  reverseInput,
  reverseManyInput,
  summaryQuery,
} from '~/domain/donations/input'
import type { Operation } from './operation'
import { amount, donation, entry, instant, page, person } from './shapes'

const dailyTotal = z.object({
  date: z.iso.date(),
  enteredTotal: amount.nullable(),
  confirmedTotal: amount,
  difference: amount.nullable(),
  unconfirmedCount: z.int(),
  unconfirmed: z.array(donation),
  nextCursor: z.string().nullable(),
})

const outcome = z.object({
  failed: z.array(z.object({ id: z.uuid(), code: z.string() })),
  sum: amount,
  entries: z.string().nullable().describe("What it wrote in the creator's own ledger, to take it back with"),
})

const ownIntent = z.object({
  intentId: z.uuid(),
  chzzkChannelId: z.string(),
  channelName: z.string(),
  message: z.string().nullable(),
  amount: amount.nullable(),
  createdAt: instant,
  lapsesAt: instant,
})
const lapsedIntent = ownIntent.omit({ channelName: true, message: true }).extend({ donor: person })

const closed = ['blocked', 'not_found', 'channel_not_open'] as const

const onOne = {
  who: 'viewer',
  limit: 'dashboard',
  params: donationPath,
  output: z.object({ donation }),
  refusals: ['not_found', 'conflict', 'illegal_transition'],
} as const
const onMany = { who: 'viewer', limit: 'dashboard', refusals: ['forbidden', 'not_found'] } as const
const onTwo = { ...onOne, output: z.object({ donation, into: donation.nullable() }) } as const
const ofOne = { who: 'viewer', params: donationPath, refusals: ['not_found'] } as const
const ofDay = { who: 'viewer', output: dailyTotal, refusals: ['forbidden'] } as const

export const donationOperations = {
  'POST /donations/:id/confirm': {
    ...onOne,
    summary: 'The creator confirms, with the claimed amount or another',
    input: confirmInput,
  },
  'POST /donations/:id/reject': {
    ...onOne,
    summary: 'The creator says that it did not happen',
    input: reasonInput,
  },
  'POST /donations/:id/reverse': {
    ...onOne,
    summary: 'The creator takes a confirmation back',
    input: reverseInput,
  },
  'POST /donations/confirm': {
    ...onMany,
    summary: 'The creator confirms many at once',
    input: confirmManyInput,
    output: outcome.extend({ confirmed: z.array(donation) }),
  },
  'POST /donations/reverse': {
    ...onMany,
    summary: 'The creator takes many confirmations back at once',
    input: reverseManyInput,
    output: outcome.extend({ reversed: z.array(donation) }),
  },
  'POST /donations/:id/merge': {
    ...onTwo,
    summary: 'The creator says that two records are of one donation: it counts once',
    input: mergeInput,
  },
  'POST /donations/:id/unmerge': {
    ...onTwo,
    summary: 'The creator undoes a merge within 30 days: both are as they were',
  },
  'POST /donations/manual': {
    summary: 'The creator adds a donation nobody announced, or matches a lapsed intent',
    who: 'viewer',
    limit: 'dashboard',
    input: manualInput,
    output: z.object({ donation }),
    status: 201,
    refusals: ['forbidden', 'not_found', 'conflict'],
  },
  'GET /donations/daily-total': {
    ...ofDay,
    summary: 'A KST day beside what its creator entered, and what is unconfirmed of it in pages',
    input: dailyTotalQuery,
  },
  'POST /donations/daily-total': {
    ...ofDay,
    summary: 'The creator enters the sum of a KST day',
    limit: 'dashboard',
    input: dailyTotalInput,
  },
  'GET /donations': {
    summary: "A creator's donations, or one's own with mine=1",
    who: 'viewer',
    input: listQuery,
    output: page(donation),
    refusals: ['forbidden', 'not_found'],
  },
  'GET /donations/:id': {
    ...ofOne,
    summary: 'A donation with its history, for its donor or its creator',
    output: z.object({ donation, entries: z.array(entry) }),
  },
  'GET /donations/:id/receipt': {
    ...ofOne,
    summary: 'Its entries and their proof in the log, for its donor or its creator, once they are signed',
    output: z.string(),
    type: 'text/plain',
    refusals: ['not_found', 'receipt_not_ready'],
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
  'POST /donations/intent': {
    summary: 'A fan opens CHZZK to donate (PENDING)',
    who: 'viewer',
    resumes: true,
    input: intentInput,
    output: z.object({
      intentId: z.uuid(),
      chzzkChannelId: z.string(),
      status: z.literal('PENDING'),
      donateUrl: z.string(),
      createdAt: instant,
      lapsesAt: instant,
    }),
    status: 201,
    refusals: [...closed, 'forbidden', 'conflict', 'too_many_unconfirmed', 'chzzk_unavailable'],
  },
  'GET /donations/intents': {
    summary: 'My open intents; with chzzkChannelId, for its creator, the lapsed and unused ones',
    who: 'viewer',
    input: intentsQuery,
    output: z.object({ items: z.union([z.array(ownIntent), z.array(lapsedIntent)]) }),
    refusals: ['not_found'],
  },
  'POST /donations/intents/:id/dismiss': {
    summary: 'No donation followed this intent: it is not asked about again',
    who: 'viewer',
    params: donationPath,
    status: 204,
    refusals: ['not_found'],
  },
  'POST /donations/occurred': {
    summary: 'The fan says it happened (PENDING → OCCURRED, or in the queue still PENDING)',
    who: 'viewer',
    resumes: true,
    input: occurredInput,
    output: z.object({ donation, messageId: z.uuid().nullable() }),
    status: 201,
    refusals: [...closed, 'conflict', 'intent_lapsed', 'text_refused', 'too_many_unconfirmed'],
  },
  'PUT /donations/:id/disclosure': {
    summary: 'Its donor says what everybody may see of it: the amount, their name',
    who: 'viewer',
    params: donationPath,
    input: disclosureInput,
    output: z.object({ donation }),
    refusals: ['not_found'],
  },
} as const satisfies Record<string, Operation>
