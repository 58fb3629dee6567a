import type { ServerResponse } from 'node:http'
import type { AppLoadContext } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { ChangeStream, ChannelChange, ChannelSubscription } from '~/domain/live/subscribe.server'
import { env } from '~/env.server'
import { rateLimitKeys } from './pipeline/rate-limit.server'
import { onceAMinute } from './server/log.server'

const HEARTBEAT_MS = 25_000
const BEAT_MS = 1_000
const MAX_BEHIND_BYTES = 32 * 1024

const logFailed = onceAMinute('streams of events could not begin')

/** An event as bytes, and the same as a chunk of HTTP/1.1. */
type Frame = { bytes: Buffer; chunk: Buffer }
type Stream = { send: (frame: Frame) => void; end: () => void }

/** One shared heartbeat reaches a few of all streams at a time, so that thousands do not hold up a page. */
const beats = Array.from({ length: HEARTBEAT_MS / BEAT_MS }, () => new Set<Stream>())
const heartbeat = frameOf(':\n\n')
let beat = 0
let beating: NodeJS.Timeout | undefined

/** Written to a response whose head is sent, until its reader leaves or falls far behind, Melt stops, or the subscription ends it; then, once, `onEnd`. */
export function openEventStream(
  response: ServerResponse,
  subscribe: (changes: ChangeStream) => ChannelSubscription,
  onEnd: () => void,
) {
  if (response.destroyed) return onEnd()
  // Of no more use, and otherwise kept for as long as the stream is open.
  Object.assign(response.req, { headers: {}, rawHeaders: [] })
  const stream: Stream = { send, end: () => close(() => response.end()) }
  const group = add(stream)
  response.once('close', () => close(() => {}))
  const publish = (change: ChannelChange) => {
    if (group.has(stream)) send(encode(change))
  }
  const { greeted, unsubscribe } = subscribe({ publish, end: stream.end })
  greeted.catch((error: unknown) => {
    if (group.has(stream)) logFailed('failed', error)
    stream.end()
  })

  function send(frame: Frame) {
    write(response, frame)
    if (response.writableLength > MAX_BEHIND_BYTES) close(() => response.destroy())
  }

  function close(closeResponse: () => void) {
    if (!group.delete(stream)) return
    stopBeating()
    unsubscribe()
    onEnd()
    closeResponse()
  }
}

export function endStreams() {
  for (const group of beats) for (const { end } of group) end()
}

function add(stream: Stream): Set<Stream> {
  beating ??= setInterval(() => {
    beat = (beat + 1) % beats.length
    for (const { send } of beats[beat] ?? []) send(heartbeat)
  }, BEAT_MS)
  const group = beats[beat] ?? new Set()
  return group.add(stream)
}

function stopBeating() {
  if (beats.some((group) => group.size > 0)) return
  clearInterval(beating)
  beating = undefined
}

/** To the socket itself, which Node's own way of writing a chunk costs twice; a pipelined response has none yet. */
function write(response: ServerResponse, { bytes, chunk }: Frame) {
  if (response.chunkedEncoding && response.socket) response.socket.write(chunk)
  else response.write(bytes)
}

let latest: { id: string; frame: Frame } | undefined

/** A message goes to all its streams one after the other: the first encodes it, the rest send the same bytes. */
function encode(change: ChannelChange): Frame {
  if (change.event !== 'feed') return frameOf(renderEvent(change))
  const { id } = change.data
  if (latest?.id !== id) latest = { id, frame: frameOf(renderEvent(change)) }
  return latest.frame
}

function frameOf(text: string): Frame {
  const length = Buffer.byteLength(text)
  const head = `${length.toString(16)}\r\n`
  const chunk = Buffer.from(`${head}${text}\r\n`)
  return { chunk, bytes: chunk.subarray(head.length, head.length + length) }
}

/** `retry` differs from reader to reader, so that they do not all come back at once. */
function renderEvent({ event, data }: ChannelChange) {
  const id = event === 'feed' ? `id: ${data.id}\n` : ''
  const retry = event === 'hello' ? `retry: ${Math.round(1_000 + Math.random() * 4_000)}\n` : ''
  return `${retry}${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** Open streams on one instance: many strangers share a network, nobody shares a person. */
const MAX_OPEN = { person: [20], networks: [1_000, 3_000] }

const reserved = new Map<string, number>()

/** Takes a place for an open stream; returns the way to give it back. Refuses `rate_limited`. */
export function reserveStream(viewer: Viewer | null, context: AppLoadContext): () => void {
  if (!env.rateLimits) return () => {}
  const keys = rateLimitKeys(viewer, context)
  const most = MAX_OPEN[viewer ? 'person' : 'networks']
  if (keys.some((key, n) => (reserved.get(key) ?? 0) >= (most[n] ?? 0)))
    refuse('rate_limited', { retryAfterSeconds: 60 })
  for (const key of keys) reserved.set(key, (reserved.get(key) ?? 0) + 1)
  return () => {
    for (const key of keys) {
      const left = (reserved.get(key) ?? 1) - 1
      if (left > 0) reserved.set(key, left)
      else reserved.delete(key)
    }
  }
}
