import type { AppLoadContext } from '@remix-run/node'
import { decryptNewcomer, findSessionId, findViewer, type Newcomer } from '~/domain/auth/session.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { newcomerCookie, sessionCookie } from '../login/cookies.server'
import { paths } from '../paths'
import { isMeltsFault } from '../responses/statuses'

const asked = new WeakMap<AppLoadContext, Promise<Viewer | null>>()

/** Looked up once a request, by the first who asks; null for somebody who is not signed in. */
export function identify(
  request: Request,
  context: AppLoadContext,
  find = findViewer,
): Promise<Viewer | null> {
  const known = asked.get(context)
  if (known) return known
  if (isDrawnAlone(request, context)) return Promise.resolve(null)
  const viewer = parseSessionToken(request).then((token) => (token ? find(token) : null))
  asked.set(context, viewer)
  return viewer
}

/** What holds a form that came back because Melt failed asks the database nothing. */
function isDrawnAlone({ url }: Request, { form }: AppLoadContext) {
  return form !== undefined && isMeltsFault(form.reason) && new URL(url).pathname === paths.again
}

export async function parseSessionToken(request: Request): Promise<string | null> {
  const token: unknown = await sessionCookie.parse(request.headers.get('Cookie'))
  return typeof token === 'string' && token ? token : null
}

export async function findSession(request: Request) {
  const token = await parseSessionToken(request)
  const id = token && (await findSessionId(token))
  return token && id ? { token, id } : null
}

export async function findNewcomer(request: Request): Promise<Newcomer | null> {
  const encrypted: unknown = await newcomerCookie.parse(request.headers.get('Cookie'))
  return typeof encrypted === 'string' && encrypted ? decryptNewcomer(encrypted) : null
}

/** Refuses `signed_out`, and `agreement_needed` where a newcomer still has to agree. */
export async function requireViewer(request: Request, context: AppLoadContext): Promise<Viewer> {
  const viewer = await identify(request, context)
  if (viewer) return viewer
  return refuse((await findNewcomer(request)) ? 'agreement_needed' : 'signed_out')
}
