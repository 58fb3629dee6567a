import { env } from '~/env.server'
import { isPersonal } from '../login/cookies.server'
import { findPublicAddress } from '../page-cache/address'
import { type InAppBrowser, parseInAppBrowser, toOutsideLink } from './user-agent'

/** The app around a page: `address` is the page's own, `outside` the link that opens it in a browser. */
export type InAppWindow = InAppBrowser & { address: string; outside: string | null }

/** Null also on a page that everybody gets from memory, which never varies by its reader's app (docs/decisions/0034-exact-pages-from-memory.md). */
export function findInAppWindow(request: Request, isForm: boolean): InAppWindow | null {
  const { pathname, search } = new URL(request.url)
  const page = pathname + search
  if (!isForm && !isPersonal(request) && findPublicAddress(page) !== null) return null
  const inApp = parseInAppBrowser(request.headers.get('User-Agent'))
  if (!inApp) return null
  const address = env.publicUrl + page
  return { ...inApp, address, outside: toOutsideLink(inApp, address) }
}
