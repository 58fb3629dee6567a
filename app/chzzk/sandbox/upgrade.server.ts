import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { deliverDonation } from './deliver.server'
import { sandboxMemory } from './memory.server'
import { connect, PROTOCOL } from './socket.server'

const PATH = '/socket.io/'
const MAX_SOCKETS = 1_000
const MAX_FRAME_BYTES = 64 * 1024

/**
 * Serves CHZZK's session socket at /socket.io/ of this server, and sends what is donated at the sandbox to the
 * sessions subscribed. Out: a function that closes its sockets, and those that dawdle when it is called again.
 */
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

/** An offer to speak HTTP/2 is declined by answering in HTTP/1.1. */
function answerAsHttp1(server: Server, request: IncomingMessage, socket: Duplex) {
  if (!(socket instanceof Socket)) return socket.destroy()
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.once('finish', () => socket.end())
  server.emit('request', request, response)
}

/** Engine.IO's own words for another version or transport than this one. */
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
