import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'

const ours = new URL(env.publicUrl)
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A foreign Origin or Sec-Fetch-Site is `forbidden` (docs/api.md "Safety"). */
export function requireSameOrigin(request: Request) {
  const origin = request.headers.get('Origin')
  const site = request.headers.get('Sec-Fetch-Site')
  if (origin !== null && !isOurs(origin, request.headers.get('Host'))) refuse('forbidden')
  if (site !== null && site !== 'same-origin' && site !== 'none') refuse('forbidden')
}

/** On a machine that people run for themselves, localhost and 127.0.0.1 are the same place. */
function isOurs(origin: string, host: string | null) {
  if (origin === ours.origin) return true
  if (!isLoopback(ours) || !URL.canParse(origin)) return false
  const from = new URL(origin)
  return isLoopback(from) && from.host === host
}

export function isLoopback({ hostname }: URL) {
  return LOOPBACK.has(hostname)
}
