import { createReadableStreamFromReadable } from '@remix-run/node'
import type { Response as Answering, Request as Asked } from 'express'

/** Express's request as the web knows it; `hostname` and `protocol` are what the trusted proxies say. */
export function webRequest(asked: Asked): Request {
  const { method } = asked
  const sends = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(`${asked.protocol}://${hostOf(asked)}${asked.originalUrl}`), {
    method,
    headers: asked.headers as Record<string, string>,
    ...(sends ? { body: createReadableStreamFromReadable(asked), duplex: 'half' } : {}),
  })
}

function hostOf(asked: Asked) {
  const named = [asked.get('X-Forwarded-Host'), asked.get('Host')].map((host) => host?.split(':')[1])
  const port = named.map((text) => Number.parseInt(text ?? '', 10)).find(Number.isSafeInteger)
  return port ? `${asked.hostname}:${port}` : asked.hostname
}

/** Sends an answer whole, with its length; only what has no end or can be big goes out piece by piece, until its reader leaves. */
export async function sendWeb(answering: Answering, response: Response) {
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
