import { randomBytes, randomUUID } from 'node:crypto'
import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import { Socket as NetSocket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { deliverDonation } from './deliver.server'
import { type ChzzkSession, type SessionOwner, type Socket, sandboxMemory } from './memory.server'
import { hasFreeSlot, isTaken, leaveSlot, sendSystemMessage, spendUrl } from './sessions.server'

const PATH = '/socket.io/'
const MAX_SOCKETS = 1_000
const MAX_FRAME_BYTES = 64 * 1024

/** Returns what closes its sockets, and when called again those that dawdle. */
export function serveEventSocket(server: Server): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return answerAsHttp1(server, request, socket)
    const wrong = refusal(request)
    if (wrong) return socket.end(wrong, () => socket.destroy())
    sockets.handleUpgrade(request, socket, head, (opened) =>
      connect(opened, queryOf(request).get('auth') ?? ''),
    )
  })
  const { events } = sandboxMemory()
  events.on('donated', deliverDonation)
  server.once('close', () => events.off('donated', deliverDonation))
  return () => {
    for (const socket of sandboxMemory().sessions.sockets) socket.end()
  }
}

/** Declines an offer to speak HTTP/2. */
function answerAsHttp1(server: Server, request: IncomingMessage, socket: Duplex) {
  if (!(socket instanceof NetSocket)) return socket.destroy()
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.once('finish', () => socket.end())
  server.emit('request', request, response)
}

/** Engine.IO's own words. */
function refusal(request: IncomingMessage): string | null {
  if (request.url?.split('?', 1)[0] !== PATH) return answer('404 Not Found', '')
  const query = queryOf(request)
  if (query.get('EIO') !== PROTOCOL)
    return answer('400 Bad Request', '{"code":5,"message":"Unsupported protocol version"}')
  if (query.get('transport') !== 'websocket')
    return answer('400 Bad Request', '{"code":0,"message":"Transport unknown"}')
  if (sandboxMemory().sessions.sockets.size >= MAX_SOCKETS) return answer('503 Service Unavailable', '')
  return null
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1))
}

function answer(status: string, body: string) {
  const headers = `Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`
  return `HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`
}

const MAX_SESSIONS = 5_000

/** A session with its key, "auth fail" for a URL that is no longer good, or no answer without a free slot (docs/chzzk.md §4.2). */
function connect(webSocket: WebSocket, auth: string): void {
  let session: ChzzkSession | null = null
  const { socket, write } = acceptSocket(webSocket, (how) => session && leaveSlot(session, how))
  write(namespaceOpen)
  const owner = spendUrl(auth)
  if (!owner) {
    write(eventFrame('error', 'auth fail'))
    socket.end()
    return
  }
  if (!hasFreeSlot(owner)) return
  session = newSession(owner, socket)
  sendSystemMessage(session, 'connected', { sessionKey: session.key })
  if (sandboxMemory().switches.extraFields === 'on') socket.send('SYSTEM', { type: 'unannounced', data: {} })
}

function newSession(owner: SessionOwner, socket: Socket): ChzzkSession {
  const { sessions } = sandboxMemory().sessions
  const connectedAt = Date.now()
  const session = { key: randomUUID(), owner, connectedAt, overAt: null, events: [], socket, heldBack: null }
  sessions.set(session.key, session)
  if (sessions.size > MAX_SESSIONS) evictOldest(sessions)
  return session
}

function evictOldest(sessions: Map<string, ChzzkSession>) {
  for (const [key, session] of sessions) {
    if (isTaken(session)) continue
    sessions.delete(key)
    return
  }
}

const MAX_UNREAD_BYTES = 1024 * 1024
const ABNORMAL_CLOSURE = 1006

/** Answers the client's pings, and silently drops a client that sends none (docs/chzzk.md §4.2, §4.6). */
function acceptSocket(webSocket: WebSocket, onGone: (how: 'gracefully' | 'abruptly') => void) {
  const { sessions, switches } = sandboxMemory()
  const { pingIntervalMs, pingTimeoutMs, closeAfterSeconds } = switches
  let closedGracefully = false

  const write = (frame: string): boolean => {
    if (webSocket.readyState !== WebSocket.OPEN || sandboxMemory().switches.silent === 'on') return false
    if (webSocket.bufferedAmount > MAX_UNREAD_BYTES) webSocket.terminate()
    else webSocket.send(frame)
    return webSocket.readyState === WebSocket.OPEN
  }
  const closeGracefully = () => {
    closedGracefully = true
    webSocket.close()
  }
  const socket: Socket = {
    send: (name, payload) => {
      const asText = sandboxMemory().switches.payload === 'string'
      return write(eventFrame(name, asText ? JSON.stringify(payload) : payload))
    },
    end: () => {
      closedGracefully = true
      write(namespaceClosed)
      if (webSocket.readyState === WebSocket.OPEN) webSocket.close()
      else webSocket.terminate()
    },
    cut: () => webSocket.terminate(),
  }
  const pingTimer = setTimeout(() => {
    closedGracefully = true
    webSocket.terminate()
  }, pingIntervalMs + pingTimeoutMs).unref()
  const closeTimer = closeAfterSeconds > 0 && setTimeout(socket.end, closeAfterSeconds * 1000).unref()

  sessions.sockets.add(socket)
  webSocket.on('message', (data, isBinary) => {
    pingTimer.refresh()
    const frame = isBinary ? '' : String(data)
    if (frame.startsWith(packet.ping)) write(packet.pong + frame.slice(1))
    else if (frame === packet.close || frame.startsWith(namespaceClosed)) closeGracefully()
    else if (!/^[3-6]/.test(frame)) webSocket.terminate()
  })
  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('close', (code) => {
    clearTimeout(pingTimer)
    if (closeTimer) clearTimeout(closeTimer)
    sessions.sockets.delete(socket)
    onGone(closedGracefully || code !== ABNORMAL_CLOSURE ? 'gracefully' : 'abruptly')
  })
  write(openFrame(randomBytes(15).toString('base64url'), pingIntervalMs, pingTimeoutMs))
  return { socket, write }
}

/** docs/chzzk.md §4.2. */
const PROTOCOL = '3'

const packet = { close: '1', ping: '2', pong: '3', message: '4' } as const

const namespaceOpen = '40'
const namespaceClosed = '41'

function openFrame(sid: string, pingInterval: number, pingTimeout: number): string {
  return `0${JSON.stringify({ sid, upgrades: ['websocket'], pingInterval, pingTimeout })}`
}

function eventFrame(name: string, payload: unknown): string {
  return `42${JSON.stringify([name, payload])}`
}
