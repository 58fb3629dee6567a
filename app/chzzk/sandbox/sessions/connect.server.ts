import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import { sandboxMemory } from '../memory.server'
import { eventFrame, namespaceOpen } from './frames'
import { spendUrl } from './issue.server'
import { sendSystemMessage } from './send.server'
import type { ChzzkSession, SessionOwner, Socket } from './session'
import { hasFreeSlot, isTaken, leaveSlot } from './slots.server'
import { acceptSocket } from './socket.server'

const MAX_SESSIONS = 5_000

/**
 * A socket that has come in with the `auth` of a session URL (chzzk.md §4.2): it gets a session and its key, or
 * "auth fail" where the URL is no longer good, or no word at all where the owner has no slot left.
 */
export function connect(socket: WebSocket, auth: string): void {
  let session: ChzzkSession | null = null
  const { line, write } = acceptSocket(socket, (how) => session && leaveSlot(session, how))
  write(namespaceOpen)
  const owner = spendUrl(auth)
  if (!owner) {
    write(eventFrame('error', 'auth fail'))
    line.end()
    return
  }
  if (!hasFreeSlot(owner)) return
  session = newSession(owner, line)
  sendSystemMessage(session, 'connected', { sessionKey: session.key })
  if (sandboxMemory().switches.extraFields === 'on') line.send('SYSTEM', { type: 'unannounced', data: {} })
}

function newSession(owner: SessionOwner, line: Socket): ChzzkSession {
  const { sessions } = sandboxMemory().sessions
  const connectedAt = Date.now()
  const session = { key: randomUUID(), owner, connectedAt, overAt: null, events: [], line, heldBack: null }
  sessions.set(session.key, session)
  if (sessions.size > MAX_SESSIONS) forgetOldest(sessions)
  return session
}

function forgetOldest(sessions: Map<string, ChzzkSession>) {
  for (const [key, session] of sessions) {
    if (isTaken(session)) continue
    sessions.delete(key)
    return
  }
}
