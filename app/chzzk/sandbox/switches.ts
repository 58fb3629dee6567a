import { z } from 'zod'
import { demoPeople } from './demo-people'
import { defaultSessionSwitches, sessionSwitches } from './session-switches'

/**
 * What is not certain about CHZZK, and what can go wrong with it. The defaults play the best-supported reading
 * of chzzk.md; `fault` and `slowMs` touch the REST paths that `faultAt` names.
 */
export const switchesSchema = z.object({
  /** §1.2: number [LIVE 2] or string [DOC]. */
  expiresIn: z.enum(['number', 'string']),
  /** §1.2: the doc lists `scope` on refresh only. */
  scopeOnIssue: z.enum(['present', 'absent']),
  /** §1.1: what the callback looks like after 거절 [GUESS, both]. */
  denial: z.enum(['no_code', 'access_denied']),
  /** §1.4: a spent or expired code is "a 4xx", body not captured. */
  deadCode: z.enum(['400', '401']),
  /** §1.2: one day. Shorter lives let a test watch a token die. */
  accessSeconds: z.coerce.number().int().min(0).max(86_400),
  fault: z.enum(['none', 'down', 'reset', 'html_200', 'html_502', 'rate_limited']),
  faultAt: z.enum(['all', 'token', 'revoke', 'users/me', 'channels', 'lives', 'sessions']),
  slowMs: z.coerce.number().int().min(0).max(60_000),
  /** Channels on air, comma separated. */
  live: z
    .string()
    .max(2_000)
    .regex(/^(?:[0-9a-f]{32}(?:,[0-9a-f]{32})*)?$/),
  ...sessionSwitches,
})

export type Switches = z.infer<typeof switchesSchema>

export const defaultSwitches: Switches = {
  expiresIn: 'number',
  scopeOnIssue: 'present',
  denial: 'no_code',
  deadCode: '400',
  accessSeconds: 86_400,
  fault: 'none',
  faultAt: 'all',
  slowMs: 0,
  live: demoPeople.secondStreamer.channelId,
  ...defaultSessionSwitches,
}
