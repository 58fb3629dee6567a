import type { AppLoadContext } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'
import { env } from '~/env.server'
import { callerKey } from './limits.server'

/** How many streams may be open at once on one instance; many strangers share an address, nobody shares a person. */
const MOST_OPEN = { person: 20, address: 200 }

const taken = new Map<string, number>()

/** Takes a place for an open stream; answers the way to give it back. Refusal: `rate_limited`. */
export function takePlace(viewer: Viewer | null, context: AppLoadContext): () => void {
  if (!env.rateLimits) return () => {}
  const key = callerKey(viewer, context)
  const before = taken.get(key) ?? 0
  if (before >= MOST_OPEN[viewer ? 'person' : 'address']) refuse('rate_limited', { retryAfterSeconds: 60 })
  taken.set(key, before + 1)
  return () => {
    const left = (taken.get(key) ?? 1) - 1
    if (left > 0) taken.set(key, left)
    else taken.delete(key)
  }
}
