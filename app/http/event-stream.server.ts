import type { AppLoadContext } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { ChangeStream, ChannelChange, ChannelSubscription } from '~/domain/live/subscribe.server'
import { env } from '~/env.server'
import { rateLimitKeys } from './pipeline/rate-limit.server'
import { onceAMinute } from './server/log.server'

const HEARTBEAT_MS = 25_000
const MAX_BEHIND = 256

const logFailed = onceAMinute('streams of events could not begin')

type Stream = { send: (bytes: Uint8Array) => void; end: () => void }

const streams = new Set<Stream>()
let heartbeatTimer: NodeJS.Timeout | undefined
const encoder = new TextEncoder()
const heartbeat = encoder.encode(':\n\n')

/** Until its reader leaves or falls far behind, Melt stops, or the subscription ends it; then, once, `onEnd`. */
export function eventStream(
  subscribe: (changes: ChangeStream) => ChannelSubscription,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  let cancel = () => {}
  return new ReadableStream({
    start(controller) {
      const stream = { send, end: () => close(() => controller.close()) }
      add(stream)
      cancel = () => close(() => {})
      const publish = (change: ChannelChange) => {
        if (streams.has(stream)) send(encoder.encode(renderEvent(change)))
      }
      const { greeted, unsubscribe } = subscribe({ publish, end: () => stream.end() })
      greeted.catch((error: unknown) => {
        if (streams.has(stream)) logFailed('failed', error)
        stream.end()
      })

      function send(bytes: Uint8Array) {
        controller.enqueue(bytes)
        if ((controller.desiredSize ?? 0) < -MAX_BEHIND) close(() => controller.error(new Error('too slow')))
      }

      function close(closeController: () => void) {
        if (!remove(stream)) return
        unsubscribe()
        onEnd()
        closeController()
      }
    },
    cancel: () => cancel(),
  })
}

export function endStreams() {
  for (const { end } of streams) end()
}

function add(stream: Stream) {
  streams.add(stream)
  heartbeatTimer ??= setInterval(() => {
    for (const { send } of streams) send(heartbeat)
  }, HEARTBEAT_MS)
}

function remove(stream: Stream) {
  const wasOpen = streams.delete(stream)
  if (streams.size > 0) return wasOpen
  clearInterval(heartbeatTimer)
  heartbeatTimer = undefined
  return wasOpen
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
