import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import type { ChannelChange } from '~/domain/live/subscribe.server'
import { endStreams, openEventStream } from '~/http/event-stream.server'

const feed = (n: number): ChannelChange => ({ event: 'feed', data: { id: String(n) } })
const textOf = (n: number) => `id: ${n}\nevent: feed\ndata: {"id":"${n}"}\n\n`

/** A stream whose changes this test publishes, and what became of it. */
type Opened = {
  response: ServerResponse
  publish: (change: ChannelChange) => void
  left: number
  ended: number
}

const opened: Opened[] = []
let slow: ServerResponse | undefined
const server = createServer((request, response) => {
  if (request.url === '/slow') {
    slow = response
    return
  }
  response.flushHeaders()
  const stream: Opened = { response, publish: () => {}, left: 0, ended: 0 }
  const subscribe = (changes: { publish: Opened['publish'] }) => {
    stream.publish = changes.publish
    return { greeted: Promise.resolve(), unsubscribe: () => void stream.left++ }
  }
  openEventStream(response, subscribe, () => void stream.ended++)
  opened.push(stream)
}).listen(0, '127.0.0.1')

afterEach(() => {
  endStreams()
  server.closeAllConnections()
  opened.length = 0
})

const portOf = () => (server.address() as AddressInfo).port

/** Somebody's connection with these requests on it, and every letter that came. */
async function openStream(request = 'GET / HTTP/1.1\r\nHost: melt\r\n\r\n') {
  const socket = connect(portOf(), '127.0.0.1', () => socket.write(request))
  const reader = { socket, text: '' }
  socket.on('data', (bytes) => {
    reader.text += bytes
  })
  const before = opened.length
  const stream = await vi.waitUntil(() => opened[before], { interval: 1 })
  return { reader, stream }
}

async function readStream() {
  const before = opened.length
  const response = await fetch(`http://127.0.0.1:${portOf()}`)
  const stream = opened[before]
  if (!stream) throw new Error('No stream was opened')
  return { stream, text: response.text() }
}

test('A reader who does not read is dropped before much has gathered, and nothing is kept for them', async () => {
  const { reader, stream } = await openStream()
  reader.socket.pause()
  let gathered = 0
  for (let n = 0; n < 500_000 && stream.ended === 0; n++) {
    gathered = Math.max(gathered, stream.response.writableLength)
    stream.publish(feed(n))
  }
  stream.publish(feed(0))
  endStreams()
  expect([stream.left, stream.ended, stream.response.destroyed]).toEqual([1, 1, true])
  expect(gathered).toBeLessThan(33 * 1024)
})

test('A reader who leaves is let go once', async () => {
  const { reader, stream } = await openStream()
  reader.socket.destroy()
  await expect.poll(() => stream.ended).toBe(1)
  stream.publish(feed(1))
  endStreams()
  expect([stream.left, stream.ended]).toEqual([1, 1])
})

test('A reader who left before the stream began costs nothing', () => {
  const subscribe = vi.fn()
  const release = vi.fn()
  openEventStream({ destroyed: true } as ServerResponse, subscribe, release)
  expect([subscribe.mock.calls.length, release.mock.calls.length]).toEqual([0, 1])
})

test('A stream of which nothing is heard says that it is there', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { text } = await readStream()
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  endStreams()
  expect(await text).toBe(':\n\n:\n\n')
})

test('A Melt that stops ends every stream after what was said', async () => {
  const [one, two] = [await readStream(), await readStream()]
  one.stream.publish(feed(1))
  endStreams()
  expect(await one.text).toBe(textOf(1))
  expect(await two.text).toBe('')
  expect([one.stream.ended, two.stream.ended]).toEqual([1, 1])
})

test('A message that goes to many streams is encoded once for all of them', async () => {
  const streams = [(await readStream()).stream, (await readStream()).stream, (await readStream()).stream]
  const writing = streams.map(({ response: { socket } }) => socket && vi.spyOn(socket, 'write'))
  for (const n of [1, 2]) for (const { publish } of streams) publish(feed(n))
  const [first, second] = [0, 1].map((nth) => new Set(writing.map((spy) => spy?.mock.calls[nth]?.[0])))
  expect([first?.size, second?.size]).toEqual([1, 1])
})

test('A reader of HTTP/1.0 reads the same, without chunks', async () => {
  const { reader, stream } = await openStream('GET / HTTP/1.0\r\n\r\n')
  stream.publish(feed(1))
  endStreams()
  await once(reader.socket, 'end')
  expect(reader.text.split('\r\n\r\n')[1]).toBe(textOf(1))
})

test('A stream that was asked for behind another answer waits for it and loses nothing', async () => {
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: melt\r\n\r\n`
  const { reader, stream } = await openStream(ask('/slow') + ask('/'))
  stream.publish(feed(1))
  slow?.end('slow')
  await expect.poll(() => reader.text).toContain(textOf(1))
  stream.publish(feed(2))
  await expect.poll(() => reader.text).toContain(textOf(2))
  const [, , body = ''] = reader.text.split('\r\n\r\n')
  expect(body).toBe([1, 2].map((n) => `${textOf(n).length.toString(16)}\r\n${textOf(n)}\r\n`).join(''))
})
