import { z } from 'zod'
import { agreementInput, logOutInput } from '~/domain/auth/input'
import type { Operation } from './operation'
import { instant } from './shapes'

export const user = z.object({
  id: z.uuid(),
  chzzkUserId: z.string(),
  displayName: z.string(),
  role: z.enum(['viewer', 'creator', 'admin']),
  channel: z.object({ id: z.uuid(), chzzkChannelId: z.string(), name: z.string() }).nullable(),
})

export const authOperations = {
  'POST /auth/agree': {
    summary: 'A newcomer agrees; only now is the account stored',
    who: 'anyone',
    input: agreementInput,
    output: z.object({ user }),
    status: 201,
    refusals: ['signed_out', 'conflict'],
  },
  'POST /auth/decline': {
    summary: 'A newcomer declines; nothing is left behind',
    who: 'anyone',
    status: 204,
  },
  'GET /auth/me': { summary: 'Who I am', who: 'viewer', output: z.object({ user }) },
  'POST /auth/refresh': {
    summary: "Renews CHZZK's tokens",
    who: 'viewer',
    output: z.object({ expiresAt: instant }),
    refusals: ['chzzk_unavailable'],
  },
  'POST /auth/logout': {
    summary: "Ends this session; with everywhere, all of them and CHZZK's tokens",
    who: 'anyone',
    input: logOutInput,
    status: 204,
  },
} as const satisfies Record<string, Operation>
