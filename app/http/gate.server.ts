import { Refusal } from '~/domain/refusal'
import { requireSameOrigin } from './origin.server'
import { problem } from './problem.server'

/**
 * What is refused before any route is looked for: a state change from another site, and the addresses of Remix's own
 * client, which Melt does not have, so that every page is counted and answered in one way.
 */
export function gate(request: Request): Response | null {
  try {
    if (isForRemixClient(new URL(request.url))) throw new Refusal('not_found')
    if (request.method !== 'GET' && request.method !== 'HEAD') requireSameOrigin(request)
    return null
  } catch (error) {
    if (error instanceof Refusal) return problem(error)
    throw error
  }
}

function isForRemixClient({ pathname, searchParams }: URL) {
  return (
    pathname.endsWith('.data') ||
    pathname === '/__manifest' ||
    searchParams.has('_data') ||
    searchParams.has('_routes')
  )
}
