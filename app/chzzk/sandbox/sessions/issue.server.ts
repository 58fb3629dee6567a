import { randomBytes } from 'node:crypto'
import { env } from '~/env.server'
import { authenticateClient, authenticateUser } from '../authenticate.server'
import { granted, refused } from '../envelope'
import { remember, sandboxMemory } from '../memory.server'
import type { IssuedUrl, SessionOwner } from './session'
import { hasFreeSlot } from './slots.server'

const MAX_URLS = 5_000

/** GET /open/v1/sessions/auth (chzzk.md §4.1): a session URL for events of the token's owner. */
export function issueForUser(request: Request): Response {
  const user = authenticateUser(request)
  if (user instanceof Response) return user
  const { missingScope } = sandboxMemory().switches
  if (missingScope === 'issue_401') return refused('invalidToken')
  if (missingScope === 'issue_500') return refused('failed')
  return issue({ kind: 'user', channelId: user.channelId })
}

/** GET /open/v1/sessions/auth/client (chzzk.md §4.1): one that any user's token may add events to. */
export function issueForClient(request: Request): Response {
  return authenticateClient(request) ?? issue({ kind: 'client' })
}

function issue(owner: SessionOwner): Response {
  const { sessions, switches } = sandboxMemory()
  if (switches.fourthSession === '429' && !hasFreeSlot(owner)) return refused('tooManyRequests')
  const auth = randomBytes(64).toString('hex')
  remember(sessions.urls, auth, { owner, expiresAt: Date.now() + switches.urlSeconds * 1000 }, MAX_URLS)
  return granted({ url: `${new URL(env.chzzk.apiUrl).origin}?auth=${auth}` })
}

/** Out: whose URL it was, or null when it is unknown, used or too old. Good once (chzzk.md §4.2 [LIVE 2]). */
export function spendUrl(auth: string): IssuedUrl['owner'] | null {
  const { urls } = sandboxMemory().sessions
  const found = urls.get(auth)
  urls.delete(auth)
  return found && found.expiresAt > Date.now() ? found.owner : null
}
