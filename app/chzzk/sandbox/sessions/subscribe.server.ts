import { authenticateUser } from '../authenticate.server'
import { granted, refused } from '../envelope'
import { sandboxMemory } from '../memory.server'
import { sendSystemMessage } from './send.server'
import type { ChzzkSession, EventType } from './session'
import { hasEvent, removeEvent } from './subscribers.server'

const MAX_EVENTS = 30

/**
 * POST /open/v1/sessions/events/subscribe/{type}?sessionKey= (chzzk.md §4.1): adds the event of the token's owner. The
 * socket hears SYSTEM subscribed before the reply goes out, as a client must be ready for.
 */
export function subscribe(request: Request, eventType: EventType): Response {
  const asked = asking(request)
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

/** POST /open/v1/sessions/events/unsubscribe/{type}?sessionKey= (chzzk.md §4.1): takes it away again. */
export function unsubscribe(request: Request, eventType: EventType): Response {
  const asked = asking(request)
  if (asked instanceof Response) return asked
  const { session, channelId } = asked
  if (!hasEvent(session, eventType, channelId)) return refused('badValue')
  removeEvent(session, eventType, channelId)
  sendSystemMessage(session, 'unsubscribed', { eventType, channelId })
  return granted(null)
}

/** The session named in the query; a body is not read, as CHZZK does not (chzzk.md §4.1 [DOC, LIVE 2]). */
function asking(request: Request): { session: ChzzkSession; channelId: string } | Response {
  const user = authenticateUser(request)
  if (user instanceof Response) return user
  const { channelId } = user
  const key = new URL(request.url).searchParams.get('sessionKey') ?? ''
  const session = sandboxMemory().sessions.sessions.get(key)
  if (!session || session.overAt !== null) return refused('badValue')
  if (session.owner.kind === 'user' && session.owner.channelId !== channelId) return refused('forbidden')
  return { session, channelId }
}
