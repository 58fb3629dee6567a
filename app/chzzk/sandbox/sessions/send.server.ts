import { sandboxMemory } from '../memory.server'
import type { ChzzkSession, EventType } from './session'

type SystemType = 'connected' | 'subscribed' | 'unsubscribed' | 'revoked'
type SystemData = { sessionKey: string } | { eventType: EventType; channelId: string }

/** A SYSTEM message to one session (chzzk.md §4.3). */
export function sendSystemMessage(session: ChzzkSession, type: SystemType, data: SystemData): void {
  session.line.send('SYSTEM', withExtras({ type, data }))
}

/** The payload with what nobody announced, where the switch says so. */
export function withExtras<Payload extends object>(payload: Payload): object {
  if (sandboxMemory().switches.extraFields === 'off') return payload
  return { ...payload, unannounced: { since: 2026, list: [null, '새 필드'] } }
}
