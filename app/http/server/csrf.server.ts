import { Refusal, refuse } from '~/domain/core/refusal'
import { contract } from '../contract'
import { requireSameOrigin } from '../pipeline/same-origin.server'
import { problem } from '../responses/problem.server'

/**
 * What is refused before any route is looked for: a state change from another site, and the addresses of Remix's own
 * client, which Melt does not have, so that every page is counted and answered in one way.
 */
export function guardRequest(request: Request): Response | null {
  try {
    const url = new URL(request.url)
    if (isForRemixClient(url)) refuse('not_found')
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      requireSameOrigin(request)
      if (!isOperation(url.pathname)) requireOwnHost(request)
    }
    return null
  } catch (error) {
    if (error instanceof Refusal) return problem(error)
    throw error
  }
}

/**
 * Remix throws where a page is acted on under another host than its Origin's. Operations do not mind: their Origin was
 * compared with PUBLIC_URL, and a proxy may send on whatever Host it likes.
 */
function requireOwnHost({ headers }: Request) {
  const origin = headers.get('Origin')
  const forwarded = headers.get('X-Forwarded-Host')?.split(',')[0]?.trim()
  const host = forwarded || headers.get('Host')
  if (origin !== null && new URL(origin).host !== host) refuse('forbidden')
}

const operations = Object.keys(contract).map((key) => {
  const path = key.slice(key.indexOf(' ') + 1).replaceAll('.', '\\.')
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`, 'i')
})

/** Paths outside the contract that take acts are the sandbox's and the theme's. */
const OTHER_ACTS = /^\/(sandbox\/chzzk\/.*|theme)$/i

function isOperation(pathname: string) {
  return OTHER_ACTS.test(pathname) || operations.some((operation) => operation.test(pathname))
}

function isForRemixClient({ pathname, searchParams }: URL) {
  return (
    pathname.endsWith('.data') ||
    pathname === '/__manifest' ||
    searchParams.has('_data') ||
    searchParams.has('_routes')
  )
}
