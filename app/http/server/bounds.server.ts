import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import { type EdgeProblem, edgeProblem } from '../responses/problem.server'
import { hasBody } from './web-request.server'

const MEGABYTE = 1024 * 1024

export const BOUNDS = {
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 300_000,
  /** A proxy keeps connections for about a minute and must not find them closed just as it sends. */
  keepAliveMs: 65_000,
  checkEveryMs: 5_000,
  maxHeaderBytes: 16 * 1024,
  maxHeaders: 100,
  maxRequestsPerSocket: 10_000,
  slowBody: { windowMs: 15_000, minBytes: 8 * 1024 },
  drain: { maxBytes: 16 * MEGABYTE, maxMs: 5_000, lingerMs: 1_000 },
}
export type Bounds = typeof BOUNDS

/** Slow heads and bodies are 408, and what is no HTTP is answered and closed. */
export function boundedServer(listener: RequestListener, bounds: Bounds): Server {
  const server = createServer(
    { connectionsCheckingInterval: bounds.checkEveryMs, maxHeaderSize: bounds.maxHeaderBytes },
    listener,
  )
  server.headersTimeout = bounds.headersTimeoutMs
  server.requestTimeout = bounds.requestTimeoutMs
  server.keepAliveTimeout = bounds.keepAliveMs
  // Node would drop what is beyond its own count, an Origin among it; Melt refuses instead.
  server.maxHeadersCount = 0
  // May be ignored (RFC 9110, 10.1.1); Node's own 417 would leave its body unread.
  server.on('checkExpectation', listener)
  endOldConnections(server, bounds)
  refuseUnreadable(server)
  refuseSlowBodies(server, bounds)
  return server
}

/** Node's own `maxRequestsPerSocket` says that it closes and does not. */
function endOldConnections(server: Server, { maxRequestsPerSocket }: Bounds) {
  const counts = new WeakMap<Socket, number>()
  server.prependListener('request', ({ socket }, response) => {
    const count = (counts.get(socket) ?? 0) + 1
    counts.set(socket, count)
    if (count >= maxRequestsPerSocket) response.shouldKeepAlive = false
  })
}

const UNREADABLE: Record<string, EdgeProblem> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too_slow',
}

function refuseUnreadable(server: Server) {
  const answering = new WeakMap<object, ServerResponse>()
  server.prependListener('request', (request, response) => answering.set(request.socket, response))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const begun = answering.get(socket)
    const isUnderWay = begun?.headersSent && !begun.writableFinished
    if (!socket.writable || error.code === 'ECONNRESET' || isUnderWay) return socket.destroy()
    const { status, phrase, body } = edgeProblem(UNREADABLE[error.code ?? ''] ?? 'malformed')
    const headers = [
      `HTTP/1.1 ${status} ${phrase}`,
      'Connection: close',
      'Content-Type: application/problem+json; charset=utf-8',
      'Cache-Control: no-store',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  })
}

type Reading = { socket: Socket; bytes: number; since: number }

/** Node bounds a request as a whole, not how slowly its body may come. */
function refuseSlowBodies(server: Server, { slowBody: { windowMs, minBytes }, checkEveryMs }: Bounds) {
  const samples = new Map<IncomingMessage, Reading>()
  server.prependListener('request', (request) => {
    if (!hasBody(request)) return
    const { socket } = request
    samples.set(request, { socket, bytes: socket.bytesRead, since: Date.now() })
    const forget = () => samples.delete(request)
    request.once('end', forget).once('close', forget)
  })
  const check = () => {
    for (const [request, reading] of samples) {
      const { socket, bytes, since } = reading
      const now = Date.now()
      if (request.complete) samples.delete(request)
      else if (!request.readableFlowing || socket.bytesRead - bytes >= minBytes)
        Object.assign(reading, { bytes: socket.bytesRead, since: now })
      else if (now - since >= windowMs) {
        samples.delete(request)
        const tooSlow = Object.assign(new Error('A body came too slowly'), {
          code: 'ERR_HTTP_REQUEST_TIMEOUT',
        })
        server.emit('clientError', tooSlow, socket)
      }
    }
  }
  const checking = setInterval(check, checkEveryMs).unref()
  server.once('close', () => clearInterval(checking))
}
