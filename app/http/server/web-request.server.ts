import type { Response as Answering, Request as Asked, NextFunction } from 'express'
import type { WriteStream } from '../responses/answer.server'
import { sendWhole, TextResponse, toWholeAnswer, writeHead } from './whole-answer.server'

/** Its sender left before the end: there is nobody to answer and nothing to mend. */
export class BodyBrokenOff extends Error {
  override name = 'BodyBrokenOff'
}

export function toWebRequest(asked: Asked): Request {
  const { method } = asked
  const sends = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(`${asked.protocol}://${hostOf(asked)}${asked.originalUrl}`), {
    method,
    headers: asked.headers as Record<string, string>,
    ...(sends ? { body: bodyOf(asked), duplex: 'half' } : {}),
  })
}

/** Read only as fast as somebody reads it; `withBodyDrained` takes what is left. */
function bodyOf(asked: Asked): ReadableStream<Uint8Array> {
  let over = false
  const once = (act: () => void) => () => {
    if (over) return
    over = true
    asked.off('data', enqueue)
    act()
  }
  let enqueue: (chunk: Buffer) => void = () => undefined
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        enqueue = (chunk) => {
          controller.enqueue(chunk)
          if ((controller.desiredSize ?? 0) <= 0) asked.pause()
        }
        const broken = once(() => controller.error(new BodyBrokenOff('The body was broken off')))
        asked.once(
          'end',
          once(() => controller.close()),
        )
        asked.once('error', broken)
        asked.once('close', broken)
      },
      pull() {
        if (asked.listenerCount('data') === 0) asked.on('data', enqueue)
        asked.resume()
      },
      cancel: () => once(() => asked.pause())(),
    },
    { highWaterMark: 0 },
  )
}

function hostOf(asked: Asked) {
  const named = [asked.get('X-Forwarded-Host'), asked.get('Host')].map((host) => host?.split(':')[1])
  const port = named.map((text) => Number.parseInt(text ?? '', 10)).find(Number.isSafeInteger)
  return port ? `${asked.hostname}:${port}` : asked.hostname
}

/** Whole, with its length; only what can be big goes out piece by piece, until its reader leaves, and a stream writes itself. */
export async function sendResponse(answering: Answering, response: Response | StreamResponse) {
  if ('write' in response) {
    if (!answering.destroyed) writeStreamHead(answering, response)
    return response.write(answering)
  }
  if (!(response instanceof TextResponse) && response.body && isInPieces(response.headers))
    return sendPieces(answering, response, response.body)
  const answer = await toWholeAnswer(response).catch(() => null)
  if (!answer) return void answering.destroy()
  await sendWhole(answering, answer)
}

type StreamResponse = Response & { write: WriteStream }

function isInPieces(headers: Headers) {
  return headers.get('Content-Disposition')?.startsWith('attachment') || headers.has('Accept-Ranges')
}

/** At once, and so that nothing on the way gathers what follows to compress it. */
function writeStreamHead(answering: Answering, response: Response) {
  writeHead(answering, response)
  answering.setHeader('Cache-Control', `${answering.getHeader('Cache-Control') ?? 'no-cache'}, no-transform`)
  answering.flushHeaders()
}

async function sendPieces(answering: Answering, response: Response, body: ReadableStream<Uint8Array>) {
  const reader = body.getReader()
  const leave = () => void reader.cancel().catch(() => undefined)
  if (answering.destroyed) return leave()
  answering.once('close', leave)
  writeStreamHead(answering, response)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return answering.end()
      if (!answering.write(value)) await Promise.race([drained(answering), reader.closed])
    }
  } catch {
    return answering.destroy()
  }
}

function drained(answering: Answering) {
  return new Promise<void>((resolve) => answering.once('drain', resolve))
}

type DrainBounds = { maxBytes: number; maxMs: number; lingerMs: number }
type End = (chunk?: unknown, encoding?: BufferEncoding) => Answering

/** An answer goes out at once; what is left of its body is dropped (docs/decisions/0025-one-connection-holds-nobody-up.md). */
export function withBodyDrained(bounds: DrainBounds) {
  return (request: Asked, response: Answering, next: NextFunction) => {
    if (!hasBody(request)) return next()
    const { bytesRead } = request.socket
    const end = response.end.bind(response) as End
    response.end = ((chunk?: unknown, encoding?: BufferEncoding) => {
      response.end = end as Answering['end']
      if (request.complete || request.destroyed) return end(chunk, encoding)
      const received = request.socket.bytesRead - bytesRead
      const closes = leftOf(request, received) > bounds.maxBytes
      sendBeforeEnd(request, response, chunk, encoding, closes)
      void drain(request, bounds.maxBytes, closes ? bounds.lingerMs : bounds.maxMs).then((drained) => {
        end()
        if (!drained) request.socket.destroySoon()
      })
      return response
    }) as Answering['end']
    next()
  }
}

export const hasBody = ({ headers }: Pick<Asked, 'headers'>) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function leftOf({ headers }: Asked, received: number) {
  const length = headers['content-length']
  return length === undefined ? Number.POSITIVE_INFINITY : Number(length) - received
}

function sendBeforeEnd(
  request: Asked,
  response: Answering,
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

function isBodiless({ method }: Asked, { statusCode }: Answering) {
  return method === 'HEAD' || statusCode === 204 || statusCode === 304
}

function bytesOf(chunk: unknown, encoding?: BufferEncoding) {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding)
  return chunk instanceof Uint8Array ? chunk : Buffer.alloc(0)
}

function drain(request: Asked, maxBytes: number, maxMs: number): Promise<boolean> {
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
