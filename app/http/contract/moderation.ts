import { z } from 'zod'
import { messagePath } from '~/domain/messages/input'
import {
  listQuery,
  objectionInput,
  removeInput,
  reportInput,
  reportReasons,
  resolveObjectionInput,
  resolvePath,
  resolveReportInput,
  restoreInput,
} from '~/domain/moderation/input'
import type { Operation } from './operation'
import { instant, page } from './shapes'

const myReport = z.object({
  id: z.uuid(),
  channelName: z.string(),
  type: z.enum(['donation', 'dm', 'creator_post', 'creator_reply']),
  reason: z.enum(reportReasons),
  createdAt: instant,
  outcome: z.enum(['hidden', 'kept']).nullable(),
  outcomeReason: z.string().nullable(),
  resolvedAt: instant.nullable(),
})

const decision = { who: 'viewer', limit: 'dashboard', params: resolvePath } as const

export const moderationOperations = {
  'DELETE /content/:id': {
    summary: 'Its author withdraws it and its text is erased; a creator or an admin hides it, with a reason',
    who: 'viewer',
    params: messagePath,
    input: removeInput,
    status: 204,
    refusals: ['not_found'],
  },
  'POST /content/:id/restore': {
    summary: 'Brings back what was hidden: a creator what they hid, an admin everything',
    who: 'viewer',
    limit: 'dashboard',
    params: messagePath,
    input: restoreInput,
    status: 204,
    refusals: ['not_found', 'forbidden'],
  },
  'POST /content/:id/objection': {
    summary: 'An author objects to the hiding of their message, once a hiding; 200 when it arrived before',
    who: 'viewer',
    params: messagePath,
    input: objectionInput,
    output: z.object({ objectionId: z.uuid() }),
    status: 201,
    refusals: ['not_found', 'text_refused', 'illegal_transition', 'conflict'],
  },
  'POST /report': {
    summary: 'Reports a message one may read; 200 when the same person reported it before',
    who: 'viewer',
    input: reportInput,
    output: z.object({ reportId: z.uuid() }),
    status: 201,
    refusals: ['not_found', 'forbidden'],
  },
  'GET /report': {
    summary: 'What I reported and what came of it',
    who: 'viewer',
    input: listQuery,
    output: page(myReport),
  },
  'POST /reports/:id/resolve': {
    ...decision,
    summary: 'Hides the message or keeps it: the creator, of viewers’ public messages; an admin, of all',
    input: resolveReportInput,
    output: z.object({ id: z.uuid(), messageId: z.uuid(), outcome: z.enum(['hidden', 'kept']) }),
    refusals: ['not_found', 'conflict'],
  },
  'POST /objections/:id/resolve': {
    ...decision,
    summary: 'Whoever hid it restores the message, or keeps it hidden',
    input: resolveObjectionInput,
    output: z.object({ id: z.uuid(), messageId: z.uuid(), outcome: z.enum(['restored', 'kept']) }),
    refusals: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, Operation>
