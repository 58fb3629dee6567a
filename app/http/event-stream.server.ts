import type { ChannelChange } from '~/domain/live/changes'
import type { ChannelSubscription } from '~/domain/live/subscribe.server'
import { onceAMinute } from './server/log.server'

const HEARTBEAT_MS = 25_000
const MAX_BEHIND = 256

const notBegun = onceAMinute('streams of events could not begin')

type Stream = { send: (bytes: Uint8Array) => void; end: () => void }

const streams = new Set<Stream>()
let beating: NodeJS.Timeout | undefined
const encoder = new TextEncoder()
const heartbeat = encoder.encode(':\n\n')

type Mouth = { say: (news: ChannelChange) => void; end: () => void }

/**
 * Server-sent events for one reader, from `hear` until the reader leaves, falls far behind, Melt stops, or whoever hears
 * says `end`; then, once, `onEnd`.
 */
export function eventStream(
  hear: (mouth: Mouth) => ChannelSubscription,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  let left = () => {}
  return new ReadableStream({
    start(controller) {
      const stream = { send, end: () => over(() => controller.close()) }
      join(stream)
      left = () => over(() => {})
      const say = (news: ChannelChange) => {
        if (streams.has(stream)) send(encoder.encode(written(news)))
      }
      const { greeted, leave } = hear({ say, end: () => stream.end() })
      greeted.catch((error: unknown) => {
        if (streams.has(stream)) notBegun('failed', error)
        stream.end()
      })

      function send(bytes: Uint8Array) {
        controller.enqueue(bytes)
        if ((controller.desiredSize ?? 0) < -MAX_BEHIND) over(() => controller.error(new Error('too slow')))
      }

      function over(close: () => void) {
        if (!quit(stream)) return
        leave()
        onEnd()
        close()
      }
    },
    cancel: () => left(),
  })
}

/** Ends every stream, for a Melt that stops: whoever reads asks again, here or at another instance. */
export function endStreams() {
  for (const { end } of streams) end()
}

function join(stream: Stream) {
  streams.add(stream)
  beating ??= setInterval(() => {
    for (const { send } of streams) send(heartbeat)
  }, HEARTBEAT_MS)
}

/** Whether the stream was still open. */
function quit(stream: Stream) {
  const wasOpen = streams.delete(stream)
  if (streams.size > 0) return wasOpen
  clearInterval(beating)
  beating = undefined
  return wasOpen
}

/** As it travels; `retry` differs from reader to reader, so that they do not all come back at once. */
function written({ event, data }: ChannelChange) {
  const id = event === 'feed' ? `id: ${data.id}\n` : ''
  const retry = event === 'hello' ? `retry: ${Math.round(1_000 + Math.random() * 4_000)}\n` : ''
  return `${retry}${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
