import { authenticateClient, authenticateUser } from '../authenticate.server'
import { granted, refused } from '../envelope'
import { inKst } from '../kst'
import { sandboxMemory } from '../memory.server'
import { type ChzzkSession, isSameOwner, type SessionOwner } from './session'
import { isTaken } from './slots.server'

/** GET /open/v1/sessions (chzzk.md §4.1): the user's sessions, newest first, those that are over among them. */
export function listForUser(request: Request): Response {
  const user = authenticateUser(request)
  return user instanceof Response ? user : list(request, { kind: 'user', channelId: user.channelId })
}

/** GET /open/v1/sessions/client (chzzk.md §4.1): the client's. */
export function listForClient(request: Request): Response {
  return authenticateClient(request) ?? list(request, { kind: 'client' })
}

function list(request: Request, owner: SessionOwner): Response {
  const query = new URL(request.url).searchParams
  const [size, page] = [Number(query.get('size') ?? 20), Number(query.get('page') ?? 0)]
  if (!Number.isInteger(size) || size < 1 || size > 50 || !Number.isSafeInteger(page) || page < 0)
    return refused('badValue')
  const own = [...sandboxMemory().sessions.sessions.values()]
    .filter((session) => isSameOwner(session.owner, owner))
    .reverse()
  return granted({
    page,
    totalCount: own.length,
    totalPages: Math.ceil(own.length / size),
    data: own.slice(page * size, (page + 1) * size).map(listed),
  })
}

/** `disconnectedDate` is absent while connected [WIS]. */
function listed(session: ChzzkSession) {
  const { key, connectedAt, overAt, events } = session
  return {
    sessionKey: key,
    connectedDate: inKst(new Date(connectedAt)),
    ...(overAt !== null && !isTaken(session) && { disconnectedDate: inKst(new Date(overAt)) }),
    subscribedEvents: events,
  }
}
