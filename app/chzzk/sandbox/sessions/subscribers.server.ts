import { sandboxMemory } from '../memory.server'
import type { ChzzkSession, EventType } from './session'

/** The sessions whose sockets are open. */
export function connectedSessions(): ChzzkSession[] {
  return [...sandboxMemory().sessions.sessions.values()].filter(({ overAt }) => overAt === null)
}

/** Those of them that hear of this channel's cheese. */
export function sessionsHearing(channelId: string): ChzzkSession[] {
  return connectedSessions().filter((session) => hasEvent(session, 'DONATION', channelId))
}

/** Whether a session hears of this event. */
export function hasEvent({ events }: ChzzkSession, eventType: EventType, channelId: string): boolean {
  return events.some((event) => event.eventType === eventType && event.channelId === channelId)
}

/** From now on a session hears no more of this event. */
export function removeEvent(session: ChzzkSession, eventType: EventType, channelId: string): void {
  session.events = session.events.filter(
    (event) => event.eventType !== eventType || event.channelId !== channelId,
  )
}
