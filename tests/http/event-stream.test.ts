import { expect, test, vi } from 'vitest'
import type { ChannelChange } from '~/domain/live/subscribe.server'
import { endStreams, eventStream } from '~/http/event-stream.server'

const feed = (n: number): ChannelChange => ({ event: 'feed', data: { id: String(n) } })

/** A stream whose changes this test publishes, and what became of it. */
function streamEvents() {
  const state = { left: 0, ended: 0 }
  let publish: (change: ChannelChange) => void = () => {}
  const stream = eventStream(
    (changes) => {
      publish = changes.publish
      return { greeted: Promise.resolve(), unsubscribe: () => void state.left++ }
    },
    () => void state.ended++,
  )
  return { stream, state, publish: (change: ChannelChange) => publish(change) }
}

test('A reader who does not read is dropped before much has gathered, and nothing is kept for them', async () => {
  const { stream, state, publish } = streamEvents()
  for (let n = 0; n < 1_000; n++) publish(feed(n))
  expect(state).toEqual({ left: 1, ended: 1 })
  await expect(stream.getReader().read()).rejects.toThrow('too slow')
})

test('A reader who leaves is let go once', async () => {
  const { stream, state, publish } = streamEvents()
  await stream.cancel()
  publish(feed(1))
  endStreams()
  expect(state).toEqual({ left: 1, ended: 1 })
})

test('A stream of which nothing is heard says that it is there', async () => {
  vi.useFakeTimers()
  const { stream } = streamEvents()
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  endStreams()
  expect(await new Response(stream).text()).toBe(':\n\n:\n\n')
})

test('A Melt that stops ends every stream after what was said', async () => {
  const [one, two] = [streamEvents(), streamEvents()]
  one.publish(feed(1))
  endStreams()
  expect(await new Response(one.stream).text()).toBe('id: 1\nevent: feed\ndata: {"id":"1"}\n\n')
  expect(await new Response(two.stream).text()).toBe('')
  expect([one.state.ended, two.state.ended]).toEqual([1, 1])
})
