import { z } from 'zod'
import { demoPeople } from './demo-people'

const onOff = z.enum(['on', 'off'])
const milliseconds = z.coerce.number().int().min(0).max(600_000)
const seconds = z.coerce.number().int().min(0).max(86_400)

/** What is not certain about CHZZK's sessions and their events, and what can go wrong with them (docs/chzzk.md §4, §9). */
export const sessionSwitches = {
  /** §4.4: String [DOC], number in the one capture [LIVE 1]. */
  payAmount: z.enum(['number', 'string']),
  donationType: z.enum(['CHAT', 'VIDEO']),
  /** §4.2: a JSON string [LIVE 3]; an object is what a client should survive. */
  payload: z.enum(['string', 'object']),
  /** §4.4: undocumented, captured. */
  eventSentAt: z.enum(['present', 'absent']),
  /** §4.4: how an anonymous donor looks [2]. */
  anonymousAs: z.enum(['anonymous', 'null', 'empty', 'missing']),
  /** Fields and a SYSTEM message that nobody has announced. */
  extraFields: onOff,
  /** §2, §4.6: 401 at subscribe [1], 403 by the doc, 500 at issue before approval [1]. */
  missingScope: z.enum(['ok', 'subscribe_401', 'subscribe_403', 'issue_401', 'issue_500']),
  /** §4.6: where a session too many fails is unclear [1]. */
  fourthSession: z.enum(['429', 'never_connected']),
  /** §4.2: 25 s and 60 s [LIVE 2], sent to a socket when it opens. */
  pingIntervalMs: milliseconds.min(50),
  pingTimeoutMs: milliseconds,
  /** §4.2: how long an unused session URL lives [1]. */
  urlSeconds: seconds,
  /** §4.6: how long a slot stays taken after an abrupt end, 10 s to 4 min 42 s [LIVE 2]. */
  slotLingerSeconds: seconds,
  /** §4.6: order, once-only and replay are undocumented. */
  deliver: z.enum(['once', 'twice', 'out_of_order', 'never']),
  delayMs: milliseconds,
  /** The socket stays open and says nothing, not even to pings. */
  silent: onOff,
  /** §4.6: CHZZK closes sessions now and then [1]; 0 is never, and it holds for sockets that open from then on. */
  closeAfterSeconds: seconds,
}

export const defaultSessionSwitches = {
  payAmount: 'number',
  donationType: 'CHAT',
  payload: 'string',
  eventSentAt: 'present',
  anonymousAs: 'anonymous',
  extraFields: 'off',
  missingScope: 'ok',
  fourthSession: '429',
  pingIntervalMs: 25_000,
  pingTimeoutMs: 60_000,
  urlSeconds: 30,
  slotLingerSeconds: 10,
  deliver: 'once',
  delayMs: 0,
  silent: 'off',
  closeAfterSeconds: 0,
} as const

/**
 * What is not certain about CHZZK, and what can go wrong with it. The defaults play the best-supported reading
 * of docs/chzzk.md; `fault` and `slowMs` touch the REST paths that `faultAt` names.
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
