import { sandboxMemory } from '../memory.server'
import { type ChzzkSession, isSameOwner, type SessionOwner } from './session'

const MAX_SESSIONS = { user: 3, client: 10 }

/** Whether CHZZK still takes a session for connected: it is, or it broke off and nobody has noticed yet. */
export function isTaken({ overAt }: ChzzkSession): boolean {
  return overAt === null || overAt > Date.now()
}

/** Whether this owner may open one session more: 3 a user, 10 the client (chzzk.md §4.1 [DOC]). */
export function hasFreeSlot(owner: SessionOwner): boolean {
  const taken = [...sandboxMemory().sessions.sessions.values()].filter(
    (session) => isTaken(session) && isSameOwner(session.owner, owner),
  )
  return taken.length < MAX_SESSIONS[owner.kind]
}

/** In: a session whose socket is gone. A graceful end frees the slot at once, an abrupt one later (chzzk.md §4.6 [PKC, WIS]). */
export function leaveSlot(session: ChzzkSession, how: 'gracefully' | 'abruptly'): void {
  const linger = how === 'gracefully' ? 0 : sandboxMemory().switches.slotLingerSeconds * 1000
  session.overAt ??= Date.now() + linger
}
