import { randomBytes } from 'node:crypto'
import { env } from '~/env.server'
import {
  type ChzzkSession,
  type EventType,
  type IssuedUrl,
  isSameOwner,
  type SessionOwner,
  sandboxMemory,
  setCapped,
} from './memory.server'
import { authenticateClient, authenticateUser, granted, inKst, refused } from './rest.server'

const MAX_SESSIONS = { user: 3, client: 10 }

/** It is connected, or broke off and nobody has noticed yet. */
export function isTaken({ overAt }: ChzzkSession): boolean {
  return overAt === null || overAt > Date.now()
}

/** docs/chzzk.md §4.1. */
export function hasFreeSlot(owner: SessionOwner): boolean {
  const taken = [...sandboxMemory().sessions.sessions.values()].filter(
    (session) => isTaken(session) && isSameOwner(session.owner, owner),
  )
  return taken.length < MAX_SESSIONS[owner.kind]
}

/** A graceful end frees the slot at once, an abrupt one later (docs/chzzk.md §4.6). */
export function leaveSlot(session: ChzzkSession, how: 'gracefully' | 'abruptly'): void {
  const linger = how === 'gracefully' ? 0 : sandboxMemory().switches.slotLingerSeconds * 1000
  session.overAt ??= Date.now() + linger
}

export function connectedSessions(): ChzzkSession[] {
  return [...sandboxMemory().sessions.sessions.values()].filter(({ overAt }) => overAt === null)
}

export function sessionsSubscribed(channelId: string): ChzzkSession[] {
  return connectedSessions().filter((session) => hasEvent(session, 'DONATION', channelId))
}

export function hasEvent({ events }: ChzzkSession, eventType: EventType, channelId: string): boolean {
  return events.some((event) => event.eventType === eventType && event.channelId === channelId)
}

export function removeEvent(session: ChzzkSession, eventType: EventType, channelId: string): void {
  session.events = session.events.filter(
    (event) => event.eventType !== eventType || event.channelId !== channelId,
  )
}

type SystemType = 'connected' | 'subscribed' | 'unsubscribed' | 'revoked'
type SystemData = { sessionKey: string } | { eventType: EventType; channelId: string }

/** docs/chzzk.md §4.3. */
export function sendSystemMessage(session: ChzzkSession, type: SystemType, data: SystemData): void {
  session.socket.send('SYSTEM', withExtras({ type, data }))
}

export function withExtras<Payload extends object>(payload: Payload): object {
  if (sandboxMemory().switches.extraFields === 'off') return payload
  return { ...payload, unannounced: { since: 2026, list: [null, '새 필드'] } }
}

const MAX_URLS = 5_000

/** docs/chzzk.md §4.1. */
export function issueForUser(request: Request): Response {
  const user = authenticateUser(request)
  if (user instanceof Response) return user
  const { missingScope } = sandboxMemory().switches
  if (missingScope === 'issue_401') return refused('invalidToken')
  if (missingScope === 'issue_500') return refused('failed')
  return issue({ kind: 'user', channelId: user.channelId })
}

export function issueForClient(request: Request): Response {
  return authenticateClient(request) ?? issue({ kind: 'client' })
}

function issue(owner: SessionOwner): Response {
  const { sessions, switches } = sandboxMemory()
  if (switches.fourthSession === '429' && !hasFreeSlot(owner)) return refused('tooManyRequests')
  const auth = randomBytes(64).toString('hex')
  setCapped(sessions.urls, auth, { owner, expiresAt: Date.now() + switches.urlSeconds * 1000 }, MAX_URLS)
  return granted({ url: `${new URL(env.chzzk.apiUrl).origin}?auth=${auth}` })
}

/** Null when it is unknown, used or too old (docs/chzzk.md §4.2). */
export function spendUrl(auth: string): IssuedUrl['owner'] | null {
  const { urls } = sandboxMemory().sessions
  const found = urls.get(auth)
  urls.delete(auth)
  return found && found.expiresAt > Date.now() ? found.owner : null
}

export function listForUser(request: Request): Response {
  const user = authenticateUser(request)
  return user instanceof Response ? user : list(request, { kind: 'user', channelId: user.channelId })
}

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

function listed(session: ChzzkSession) {
  const { key, connectedAt, overAt, events } = session
  return {
    sessionKey: key,
    connectedDate: inKst(new Date(connectedAt)),
    ...(overAt !== null && !isTaken(session) && { disconnectedDate: inKst(new Date(overAt)) }),
    subscribedEvents: events,
  }
}

const MAX_EVENTS = 30

/** SYSTEM subscribed goes out before the reply, as a client must be ready for (docs/chzzk.md §4.1). */
export function subscribe(request: Request, eventType: EventType): Response {
  const asked = subscriptionOf(request)
  if (asked instanceof Response) return asked
  const { session, channelId } = asked
  const { missingScope } = sandboxMemory().switches
  if (missingScope === 'subscribe_401') return refused('invalidToken')
  if (missingScope === 'subscribe_403') return refused('forbidden')
  if (!hasEvent(session, eventType, channelId)) {
    if (session.events.length >= MAX_EVENTS) return refused('badValue')
    session.events.push({ eventType, channelId })
  }
  sendSystemMessage(session, 'subscribed', { eventType, channelId })
  return granted(null)
}

export function unsubscribe(request: Request, eventType: EventType): Response {
  const asked = subscriptionOf(request)
  if (asked instanceof Response) return asked
  const { session, channelId } = asked
  if (!hasEvent(session, eventType, channelId)) return refused('badValue')
  removeEvent(session, eventType, channelId)
  sendSystemMessage(session, 'unsubscribed', { eventType, channelId })
  return granted(null)
}

/** In the query: a body is not read (docs/chzzk.md §4.1). */
function subscriptionOf(request: Request): { session: ChzzkSession; channelId: string } | Response {
  const user = authenticateUser(request)
  if (user instanceof Response) return user
  const { channelId } = user
  const key = new URL(request.url).searchParams.get('sessionKey') ?? ''
  const session = sandboxMemory().sessions.sessions.get(key)
  if (!session || session.overAt !== null) return refused('badValue')
  if (session.owner.kind === 'user' && session.owner.channelId !== channelId) return refused('forbidden')
  return { session, channelId }
}
