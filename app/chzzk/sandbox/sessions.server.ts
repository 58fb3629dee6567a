import { sandboxMemory } from './memory.server'
import { type ChzzkSession, type EventType, isSameOwner, type SessionOwner } from './session'

const MAX_SESSIONS = { user: 3, client: 10 }

/** Whether CHZZK still takes a session for connected: it is, or it broke off and nobody has noticed yet. */
export function isTaken({ overAt }: ChzzkSession): boolean {
  return overAt === null || overAt > Date.now()
}

/** Whether this owner may open one session more: 3 a user, 10 the client (docs/chzzk.md §4.1 [DOC]). */
export function hasFreeSlot(owner: SessionOwner): boolean {
  const taken = [...sandboxMemory().sessions.sessions.values()].filter(
    (session) => isTaken(session) && isSameOwner(session.owner, owner),
  )
  return taken.length < MAX_SESSIONS[owner.kind]
}

/** In: a session whose socket is gone. A graceful end frees the slot at once, an abrupt one later (docs/chzzk.md §4.6 [LIVE 2]). */
export function leaveSlot(session: ChzzkSession, how: 'gracefully' | 'abruptly'): void {
  const linger = how === 'gracefully' ? 0 : sandboxMemory().switches.slotLingerSeconds * 1000
  session.overAt ??= Date.now() + linger
}

/** The sessions whose sockets are open. */
export function connectedSessions(): ChzzkSession[] {
  return [...sandboxMemory().sessions.sessions.values()].filter(({ overAt }) => overAt === null)
}

/** Those of them that are subscribed to this channel's donations. */
export function sessionsSubscribed(channelId: string): ChzzkSession[] {
  return connectedSessions().filter((session) => hasEvent(session, 'DONATION', channelId))
}

/** Whether a session is subscribed to this event. */
export function hasEvent({ events }: ChzzkSession, eventType: EventType, channelId: string): boolean {
  return events.some((event) => event.eventType === eventType && event.channelId === channelId)
}

/** Ends a subscription. */
export function removeEvent(session: ChzzkSession, eventType: EventType, channelId: string): void {
  session.events = session.events.filter(
    (event) => event.eventType !== eventType || event.channelId !== channelId,
  )
}

type SystemType = 'connected' | 'subscribed' | 'unsubscribed' | 'revoked'
type SystemData = { sessionKey: string } | { eventType: EventType; channelId: string }

/** A SYSTEM message to one session (docs/chzzk.md §4.3). */
export function sendSystemMessage(session: ChzzkSession, type: SystemType, data: SystemData): void {
  session.socket.send('SYSTEM', withExtras({ type, data }))
}

/** The payload with what nobody announced, where the switch says so. */
export function withExtras<Payload extends object>(payload: Payload): object {
  if (sandboxMemory().switches.extraFields === 'off') return payload
  return { ...payload, unannounced: { since: 2026, list: [null, '새 필드'] } }
}
