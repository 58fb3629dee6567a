import type { AppLoadContext } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'
import { rateLimitKeys } from './rate-limit.server'

/** How many streams may be open at once on one instance; many strangers share a network, nobody shares a person. */
const MAX_OPEN = { person: [20], networks: [1_000, 3_000] }

const taken = new Map<string, number>()

/** Takes a place for an open stream; answers the way to give it back. Refusal: `rate_limited`. */
export function reserveStream(viewer: Viewer | null, context: AppLoadContext): () => void {
  if (!env.rateLimits) return () => {}
  const keys = rateLimitKeys(viewer, context)
  const most = MAX_OPEN[viewer ? 'person' : 'networks']
  if (keys.some((key, n) => (taken.get(key) ?? 0) >= (most[n] ?? 0)))
    refuse('rate_limited', { retryAfterSeconds: 60 })
  for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1)
  return () => {
    for (const key of keys) {
      const left = (taken.get(key) ?? 1) - 1
      if (left > 0) taken.set(key, left)
      else taken.delete(key)
    }
  }
}
