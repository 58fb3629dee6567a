import { randomBytes, randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { sandboxMemory } from './memory.server'
import type { ChzzkSession, SessionOwner, Socket } from './session'
import { spendUrl } from './session-resources.server'
import { hasFreeSlot, isTaken, leaveSlot, sendSystemMessage } from './sessions.server'

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

const MAX_UNREAD_BYTES = 1024 * 1024
const ABNORMAL_CLOSURE = 1006

/**
 * One Engine.IO 3 connection (chzzk.md §4.2): opens with `0`, answers the client's pings, drops without a word
 * whoever sends none for pingInterval + pingTimeout. In: the socket and what to do once it is gone. Out: the line.
 */
export function acceptSocket(socket: WebSocket, onGone: (how: 'gracefully' | 'abruptly') => void) {
  const { sessions, switches } = sandboxMemory()
  const { pingIntervalMs, pingTimeoutMs, closeAfterSeconds } = switches
  let saidGoodbye = false

  const write = (frame: string): boolean => {
    if (socket.readyState !== WebSocket.OPEN || sandboxMemory().switches.silent === 'on') return false
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate()
    else socket.send(frame)
    return socket.readyState === WebSocket.OPEN
  }
  const goodbye = () => {
    saidGoodbye = true
    socket.close()
  }
  const line: Socket = {
    send: (name, payload) => {
      const asText = sandboxMemory().switches.payload === 'string'
      return write(eventFrame(name, asText ? JSON.stringify(payload) : payload))
    },
    end: () => {
      saidGoodbye = true
      write(namespaceClosed)
      if (socket.readyState === WebSocket.OPEN) socket.close()
      else socket.terminate()
    },
    cut: () => socket.terminate(),
  }
  const patience = setTimeout(() => {
    saidGoodbye = true
    socket.terminate()
  }, pingIntervalMs + pingTimeoutMs).unref()
  const closing = closeAfterSeconds > 0 && setTimeout(line.end, closeAfterSeconds * 1000).unref()

  sessions.lines.add(line)
  socket.on('message', (data, isBinary) => {
    patience.refresh()
    const frame = isBinary ? '' : String(data)
    if (frame.startsWith(packet.ping)) write(packet.pong + frame.slice(1))
    else if (frame === packet.close || frame.startsWith(namespaceClosed)) goodbye()
    else if (!/^[3-6]/.test(frame)) socket.terminate()
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', (code) => {
    clearTimeout(patience)
    if (closing) clearTimeout(closing)
    sessions.lines.delete(line)
    onGone(saidGoodbye || code !== ABNORMAL_CLOSURE ? 'gracefully' : 'abruptly')
  })
  write(openFrame(randomBytes(15).toString('base64url'), pingIntervalMs, pingTimeoutMs))
  return { line, write }
}

/** Engine.IO 3 and Socket.IO 2 on the websocket transport, as chzzk.md §4.2 has them [LIVE 3]. */

export const PROTOCOL = '3'

/** The first character of a frame that a client sends. */
export const packet = { close: '1', ping: '2', pong: '3', message: '4' } as const

export const namespaceOpen = '40'
export const namespaceClosed = '41'

/** The frame that opens a connection; `upgrades` names websocket even there [1 PKC]. */
export function openFrame(sid: string, pingInterval: number, pingTimeout: number): string {
  return `0${JSON.stringify({ sid, upgrades: ['websocket'], pingInterval, pingTimeout })}`
}

export function eventFrame(name: string, payload: unknown): string {
  return `42${JSON.stringify([name, payload])}`
}
