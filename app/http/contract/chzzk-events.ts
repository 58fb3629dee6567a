import { z } from 'zod'
import { autoConfirmMode, autoConfirmModeInput } from '~/domain/channels/input'
import { connectionStates } from '~/domain/chzzk-events/state'
import type { Operation } from './operation'
import { instant } from './shapes'

const session = z.object({
  mode: autoConfirmMode,
  autoConfirmStopped: z.boolean(),
  connection: z.object({
    state: z.enum(connectionStates),
    since: instant.nullable(),
    trouble: z.string().nullable(),
  }),
  dropped: z.object({ reason: z.enum(['revoked', 'grant_gone', 'silent']), at: instant }).nullable(),
  gaps: z.array(z.object({ from: instant, to: instant })),
  lastEventAt: instant.nullable(),
  lastTestAt: instant.nullable(),
  waiting: z.int(),
})

export const chzzkEventOperations = {
  'GET /creator/session': {
    summary: "CHZZK's donation events: the mode, the connection and what was not heard",
    who: 'viewer',
    output: session,
    refusals: ['forbidden'],
  },
  'PUT /creator/session': {
    summary: 'What donation events may do: nothing, be evidence, or confirm; at once',
    who: 'viewer',
    limit: 'dashboard',
    input: autoConfirmModeInput,
    output: z.object({ mode: autoConfirmMode }),
    refusals: ['forbidden'],
  },
} as const satisfies Record<string, Operation>
