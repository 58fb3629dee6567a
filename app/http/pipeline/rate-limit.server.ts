import { createHmac } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import ipaddr from 'ipaddr.js'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/core/refusal'
import { consumeRateLimit, type RateLimit } from '~/domain/rate-limits/consume.server'
import { env } from '~/env.server'
import type { Operation, RateLimitKind } from '../contract/operation'
import { isChange } from './resolve.server'

/** A minute of one person, and how many are drawn from the database at once (docs/api.md "Limits"). */
const LIMITS = {
  read: { perMinute: 300, atOnce: 10 },
  act: { perMinute: 60, atOnce: 1 },
  dashboard: { perMinute: 600, atOnce: 10 },
  export: { perMinute: 3, atOnce: 1 },
  file: { perMinute: 12, atOnce: 1 },
} as const satisfies Record<RateLimitKind, RateLimit>

/** Nobody signed in: an address can be a whole carrier or school, and who holds an IPv6 /48 has 65,536 of them. */
const ADDRESS = { perMinute: 3_000, atOnce: 50 }
const SITE = { perMinute: 30_000, atOnce: 500 }

const counted = new WeakMap<AppLoadContext, Promise<void>>()

export function enforcePageRateLimit(viewer: Viewer | null, context: AppLoadContext): Promise<void> {
  const before = counted.get(context)
  if (before) return before
  const counting = context.form ? Promise.resolve() : consume('read', viewer, context)
  counted.set(context, counting)
  return counting
}

export function enforceRateLimit(
  { limit }: Operation,
  request: Request,
  viewer: Viewer | null,
  context: AppLoadContext,
): Promise<void> {
  if (!isChange(request)) return consume(limit ?? 'read', viewer, context)
  const isCreator = viewer?.channel || viewer?.role === 'admin'
  return consume((isCreator && limit) || 'act', viewer, context)
}

/** Whether an act that sometimes comes to a whole statement may do so now; it is counted like a file then. */
export async function hasRoomForFile(viewer: Viewer, context: AppLoadContext): Promise<boolean> {
  try {
    await consume('file', viewer, context)
    return true
  } catch (error) {
    if (error instanceof Refusal && error.reason === 'rate_limited') return false
    throw error
  }
}

async function consume(kind: RateLimitKind, viewer: Viewer | null, context: AppLoadContext) {
  if (!env.rateLimits) return
  try {
    if (viewer) return await consumeRateLimit(`${kind}:${viewer.id}`, LIMITS[kind])
    const [address, site] = networkKeys(context)
    await consumeRateLimit(`address:${address}`, ADDRESS)
    if (site) await consumeRateLimit(`site:${site}`, SITE)
  } catch (error) {
    throw error instanceof Refusal && kind === 'read' ? tooManyReaders(error, viewer) : error
  }
}

function tooManyReaders({ reason, retryAfterSeconds }: Refusal, viewer: Viewer | null) {
  const params = { seconds: String(retryAfterSeconds) }
  return new Refusal(reason, {
    because: viewer ? 'reading_too_fast' : 'many_readers',
    params,
    retryAfterSeconds,
  })
}

export const rateLimitKeys = (viewer: Viewer | null, context: AppLoadContext) =>
  viewer ? [viewer.id] : networkKeys(context)

function networkKeys({ address }: AppLoadContext) {
  return networksOf(address).map((network) =>
    createHmac('sha256', env.sessionSecrets[0]).update(network).digest('base64url').slice(0, 22),
  )
}

/** Some proxies name the port beside the address, another one for each connection. */
const WITH_PORT = /^(?:\[(.+)\]|([\d.]+)):\d+$/

/** Of IPv6 the /64, which is what a household holds, and the /48 around it. */
function networksOf(client: string): string[] {
  const [, v6, v4] = WITH_PORT.exec(client) ?? []
  const address = v6 ?? v4 ?? client
  if (!ipaddr.isValid(address)) return [address]
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return [parsed.toString()]
  const bytes = Buffer.from(parsed.toByteArray())
  return [bytes.toString('hex', 0, 8), bytes.toString('hex', 0, 6)]
}
