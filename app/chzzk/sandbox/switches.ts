import { z } from 'zod'
import { demoPeople } from './demo-people'

const onOff = z.enum(['on', 'off'])
const milliseconds = z.coerce.number().int().min(0).max(600_000)
const seconds = z.coerce.number().int().min(0).max(86_400)

/** docs/chzzk.md §9.2. */
export const sessionSwitches = {
  payAmount: z.enum(['number', 'string']),
  donationType: z.enum(['CHAT', 'VIDEO']),
  payload: z.enum(['string', 'object']),
  eventSentAt: z.enum(['present', 'absent']),
  anonymousAs: z.enum(['anonymous', 'null', 'empty', 'missing']),
  extraFields: onOff,
  missingScope: z.enum(['ok', 'subscribe_401', 'subscribe_403', 'issue_401', 'issue_500']),
  fourthSession: z.enum(['429', 'never_connected']),
  pingIntervalMs: milliseconds.min(50),
  pingTimeoutMs: milliseconds,
  urlSeconds: seconds,
  slotLingerSeconds: seconds,
  deliver: z.enum(['once', 'twice', 'out_of_order', 'never']),
  delayMs: milliseconds,
  silent: onOff,
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

/** What is not certain about CHZZK; the defaults play the best-supported reading (docs/chzzk.md §9.1). */
export const switchesSchema = z.object({
  expiresIn: z.enum(['number', 'string']),
  scopeOnIssue: z.enum(['present', 'absent']),
  denial: z.enum(['no_code', 'access_denied']),
  deadCode: z.enum(['400', '401']),
  accessSeconds: z.coerce.number().int().min(0).max(86_400),
  fault: z.enum(['none', 'down', 'reset', 'html_200', 'html_502', 'rate_limited']),
  faultAt: z.enum(['all', 'token', 'revoke', 'users/me', 'channels', 'lives', 'sessions']),
  slowMs: z.coerce.number().int().min(0).max(60_000),
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
