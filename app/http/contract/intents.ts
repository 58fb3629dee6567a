import { z } from 'zod'
import {
  disclosureInput,
  donationPath,
  intentInput,
  intentsQuery,
  occurredInput,
} from '~/domain/donations/input'
import { donation, person } from './donations'
import { amount, instant, type Operation } from './operation'

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

export const intentOperations = {
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
