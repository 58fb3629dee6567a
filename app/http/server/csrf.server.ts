import { refuse } from '~/domain/core/refusal'
import { contract } from '../contract'
import { isChange } from '../pipeline/resolve.server'
import { requireSameOrigin } from '../pipeline/same-origin.server'

/** A state change from another site is refused before any route is looked for (docs/security.md). */
export function csrf(request: Request) {
  if (!isChange(request)) return
  requireSameOrigin(request)
  if (!isOperation(new URL(request.url).pathname)) requireOwnHost(request)
}

/** Melt has none of the addresses of Remix's own client: every page is counted and answered in one way. */
export function blockRemixClient({ url }: Request) {
  if (isForRemixClient(new URL(url))) refuse('not_found')
}

/** Remix throws where a page is acted on under another host than its Origin's; an operation's was compared with PUBLIC_URL. */
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

/** Paths outside the contract that change something. */
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
