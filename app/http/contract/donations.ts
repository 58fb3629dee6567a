import { z } from 'zod'
import {
  confirmInput,
  confirmManyInput,
  dailyTotalInput,
  dailyTotalQuery,
  donationPath,
  listQuery,
  manualInput,
  mergeInput,
  reasonInput,
  reverseInput,
  reverseManyInput,
  summaryQuery,
} from '~/domain/donations/input'
import { amount, badge, instant, type Operation, page } from './operation'

const source = z.enum(['user_flow', 'manual', 'session', 'statement'])

const likelyDouble = z.object({
  id: z.uuid(),
  status: z.enum(['OCCURRED', 'CONFIRMED', 'REJECTED']),
  source,
  donorName: z.string().nullable(),
  amount,
  occurredAt: instant,
  merge: z.object({ id: z.uuid(), intoId: z.uuid() }),
})

/** Where a donation was recorded, and whether another one is probably the same. */
const provenance = {
  source,
  signal: z.object({ amount: amount.nullable(), receivedAt: instant }).nullable(),
  mergedIntoId: z.uuid().nullable(),
  likelyDouble: likelyDouble
    .nullable()
    .describe('To its creator: another record of the same, and which merges into which'),
}

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

const outcome = z.object({
  failed: z.array(z.object({ id: z.uuid(), code: z.string() })),
  sum: amount,
  entries: z.string().nullable().describe("What it wrote in the creator's own ledger, to take it back with"),
})

const onOne = {
  who: 'viewer',
  limit: 'dashboard',
  params: donationPath,
  output: z.object({ donation }),
  refusals: ['not_found', 'conflict', 'illegal_transition'],
} as const
const onMany = { who: 'viewer', limit: 'dashboard', refusals: ['forbidden', 'not_found'] } as const
const onTwo = { ...onOne, output: z.object({ donation, into: donation.nullable() }) } as const
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
    summary: 'A KST day beside what its creator entered',
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
