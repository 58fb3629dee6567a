import type { Response as Answering, Request as Asked } from 'express'
import { BodyBrokenOff } from '~/bytes-up-to'

/** Express's request as the web knows it; `hostname` and `protocol` are what the trusted proxies say. */
export function toWebRequest(asked: Asked): Request {
  const { method } = asked
  const sends = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(`${asked.protocol}://${hostOf(asked)}${asked.originalUrl}`), {
    method,
    headers: asked.headers as Record<string, string>,
    ...(sends ? { body: bodyOf(asked), duplex: 'half' } : {}),
  })
}

/** Read only as fast as somebody reads it; who stops reading leaves the rest to the server's edge, which drains it. */
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

/** Sends an answer whole, with its length; only what has no end or can be big goes out piece by piece, until its reader leaves. */
export async function sendResponse(answering: Answering, response: Response) {
  if (answering.destroyed) return void response.body?.cancel().catch(() => undefined)
  answering.status(response.status)
  for (const [name, value] of response.headers) answering.append(name, value)
  if (!response.body) return answering.end()
  if (isInPieces(response.headers)) {
    return pipe(response.body, answering)
  }
  const whole = await response.arrayBuffer().catch(() => null)
  if (!whole) return answering.destroy()
  answering.setHeader('Content-Length', whole.byteLength)
  return answering.end(Buffer.from(whole))
}

/** A stream of events, or a file that is made or fetched while it is sent. */
function isInPieces(headers: Headers) {
  const isFile = headers.get('Content-Disposition')?.startsWith('attachment')
  return (
    isFile || headers.has('Accept-Ranges') || headers.get('Content-Type')?.startsWith('text/event-stream')
  )
}

async function pipe(body: ReadableStream<Uint8Array>, answering: Answering) {
  const reader = body.getReader()
  const leave = () => void reader.cancel().catch(() => undefined)
  if (answering.destroyed) return leave()
  answering.once('close', leave)
  // Compression would hold pieces back until it has enough of them.
  answering.setHeader('Cache-Control', `${answering.getHeader('Cache-Control') ?? 'no-cache'}, no-transform`)
  answering.flushHeaders()
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

/** Whoever reads slowly is waited for, so that what they have not read stays with its source. */
function drained(answering: Answering) {
  return new Promise<void>((resolve) => answering.once('drain', resolve))
}
