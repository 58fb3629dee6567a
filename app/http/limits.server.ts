import { createHmac } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { takeOne } from '~/domain/limits/take.server'
import { env } from '~/env.server'

/** How often a minute, and how many are drawn from the database at once (api.md "Limits"). */
const LIMITS = {
  read: { perMinute: 300, atOnce: 10 },
  act: { perMinute: 60, atOnce: 1 },
  dashboard: { perMinute: 600, atOnce: 10 },
  export: { perMinute: 3, atOnce: 1 },
  file: { perMinute: 12, atOnce: 1 },
} as const

export type LimitKind = keyof typeof LIMITS

const counted = new WeakMap<AppLoadContext, Promise<void>>()

/** Counts a page once, however many loaders draw it: none of them runs for somebody who is too quick. */
export function countPage(viewer: Viewer | null, context: AppLoadContext): Promise<void> {
  const before = counted.get(context)
  if (before) return before
  const counting = context.form ? Promise.resolve() : countRequest('read', viewer, context)
  counted.set(context, counting)
  return counting
}

/** Counts one request of a person, or of an address that nobody signed in from. Refusal: `rate_limited`. */
export async function countRequest(kind: LimitKind, viewer: Viewer | null, context: AppLoadContext) {
  if (!env.rateLimits) return
  const { perMinute, atOnce } = LIMITS[kind]
  await takeOne(`${kind}:${callerKey(viewer, context)}`, perMinute, atOnce)
}

/** Under whom a request is counted: the person, or the address that nobody signed in from. */
export const callerKey = (viewer: Viewer | null, { address }: AppLoadContext) =>
  viewer?.id ?? addressKey(address)

/** Addresses are kept as keyed hashes. */
function addressKey(address: string) {
  const network = networkOf(address.replace(/^::ffff:/, ''))
  return createHmac('sha256', env.sessionSecrets[0]).update(network).digest('base64url').slice(0, 22)
}

/** IPv6 is counted by its /64, which is what one household holds. */
function networkOf(address: string) {
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const [first, last] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)]
  const zeros = Array(Math.max(0, 8 - first.length - last.length)).fill('0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}
