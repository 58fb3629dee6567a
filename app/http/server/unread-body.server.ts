import type { NextFunction, Request, Response } from 'express'

/** How much of a body is read and dropped, for how long, and for how long where its connection closes anyway. */
export type DrainBounds = { maxBytes: number; maxMs: number; lingerMs: number }
type End = (chunk?: unknown, encoding?: BufferEncoding) => Response

/**
 * Whatever is answered before its request's body was read goes out at once, and the rest of the body is read and dropped
 * before the connection carries the next request. Where no end of the body is in sight the answer says
 * `Connection: close`, and a body beyond the bounds ends its connection.
 */
export function withBodyDrained(bounds: DrainBounds) {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!hasBody(request)) return next()
    const { bytesRead } = request.socket
    const end = response.end.bind(response) as End
    response.end = ((chunk?: unknown, encoding?: BufferEncoding) => {
      response.end = end as Response['end']
      if (request.complete || request.destroyed) return end(chunk, encoding)
      const received = request.socket.bytesRead - bytesRead
      const closes = leftOf(request, received) > bounds.maxBytes
      sendBeforeEnd(request, response, chunk, encoding, closes)
      void drain(request, bounds.maxBytes, closes ? bounds.lingerMs : bounds.maxMs).then((drained) => {
        end()
        if (!drained) request.socket.destroySoon()
      })
      return response
    }) as Response['end']
    next()
  }
}

export const hasBody = ({ headers }: Pick<Request, 'headers'>) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** How much is still to come; without end where no length was named. */
function leftOf({ headers }: Request, received: number) {
  const length = headers['content-length']
  return length === undefined ? Number.POSITIVE_INFINITY : Number(length) - received
}

/** All that is to be said, with its length, so that its reader need not wait for the end. */
function sendBeforeEnd(
  request: Request,
  response: Response,
  chunk: unknown,
  encoding: BufferEncoding | undefined,
  closes: boolean,
) {
  const bytes = bytesOf(chunk, encoding)
  if (!response.headersSent) {
    // Compressed, the answer would end only with its last piece.
    delete request.headers['accept-encoding']
    if (closes) response.setHeader('Connection', 'close')
    if (!response.hasHeader('Content-Length') && !isBodiless(request, response))
      response.setHeader('Content-Length', bytes.length)
    response.flushHeaders()
  }
  if (bytes.length > 0) response.write(bytes)
}

function isBodiless({ method }: Request, { statusCode }: Response) {
  return method === 'HEAD' || statusCode === 204 || statusCode === 304
}

function bytesOf(chunk: unknown, encoding?: BufferEncoding) {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding)
  return chunk instanceof Uint8Array ? chunk : Buffer.alloc(0)
}

/** Whether the body came to its end within the bounds. */
function drain(request: Request, maxBytes: number, maxMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    let bytes = 0
    const over = (drained: boolean) => {
      clearTimeout(timer)
      request.pause()
      resolve(drained)
    }
    const timer = setTimeout(over, maxMs, false)
    request.removeAllListeners('data')
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) over(false)
    })
    request.once('end', () => over(true))
    request.once('close', () => over(request.complete))
    request.resume()
  })
}
