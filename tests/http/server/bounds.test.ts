import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, test } from 'vitest'
import { BOUNDS, type Bounds, boundedServer } from '~/http/server/bounds.server'
import { closeServer } from '~/http/server/closing.server'
import { BodyBrokenOff, sendResponse, toWebRequest, withBodyDrained } from '~/http/server/web-request.server'
import { Connection } from '../../support/connection'

const QUICK: Bounds = {
  ...BOUNDS,
  headersTimeoutMs: 300,
  requestTimeoutMs: 2_000,
  checkEveryMs: 50,
  maxRequestsPerSocket: 3,
  slowBody: { windowMs: 300, minBytes: 1_000 },
  drain: { maxBytes: 100_000, maxMs: 300, lingerMs: 200 },
}

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A server within these bounds: /read answers how much it read, everything else answers before it reads. */
async function serving(bounds: Partial<Bounds> = {}) {
  const seen: unknown[] = []
  const all = { ...QUICK, ...bounds }
  const app = express().use(withBodyDrained(all.drain))
  app.all('/read', async (request, response) => {
    try {
      const { byteLength } = await toWebRequest(request).arrayBuffer()
      await sendResponse(response, new Response(String(byteLength)))
    } catch (error) {
      seen.push(error)
    }
  })
  app.all('*', (_request, response) => void response.status(405).send('no'))
  const server = boundedServer(app, all).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const connection = await Connection.open(`http://127.0.0.1:${port}`)
  closers.push(() => connection.end())
  return { connection, server, seen }
}

const head = (path: string, ...more: string[]) =>
  `${['POST /PATH HTTP/1.1'.replace('/PATH', path), 'Host: melt.example', ...more].join('\r\n')}\r\n\r\n`
const chunked = 'Transfer-Encoding: chunked'
const problemOf = (answer: { status: number; headers: Headers; body: string } | null) => [
  answer?.status,
  answer?.headers.get('Connection'),
  JSON.parse(answer?.body ?? '{}').code,
]

describe('A connection is answered and closed', () => {
  test('when its head does not end', async () => {
    const { connection } = await serving()
    connection.write('GET / HTTP/1.1\r\nHost: melt.example\r\n')
    expect(problemOf(await connection.answer())).toEqual([408, 'close', 'too_slow'])
    await connection.closed()
  })

  test('when a body that is read stops', async () => {
    const { connection, seen } = await serving()
    connection.write(`${head('/read', 'Content-Length: 1000')}half`)
    expect(problemOf(await connection.answer())).toEqual([408, 'close', 'too_slow'])
    await connection.closed()
    expect(seen).toEqual([expect.any(BodyBrokenOff)])
  })

  test('when a body that is read comes drop by drop', async () => {
    const { connection } = await serving()
    connection.write(head('/read', chunked))
    const writing = connection.writeWithoutEnd(40, 16)
    expect(problemOf(await connection.answer())).toEqual([408, 'close', 'too_slow'])
    await writing
  })

  test('when a body comes quickly enough, but never ends', async () => {
    const { connection } = await serving({ requestTimeoutMs: 600 })
    connection.write(head('/read', chunked))
    const writing = connection.writeWithoutEnd(40, 1_000)
    expect(problemOf(await connection.answer())).toEqual([408, 'close', 'too_slow'])
    await writing
  })

  test('when its head is no HTTP or too long', async () => {
    const one = await serving()
    one.connection.write('안녕하세요\r\n\r\n')
    expect(problemOf(await one.connection.answer())).toEqual([400, 'close', 'malformed'])
    const { connection } = await serving()
    connection.write(head('/', `X-Long: ${'x'.repeat(20_000)}`))
    expect(problemOf(await connection.answer())).toEqual([431, 'close', 'headers_too_large'])
  })

  test('when what it was answered before its body goes on beyond the bounds', async () => {
    for (const [pauseMs, bytes] of [
      [0, 16_000],
      [20, 100],
    ] as const) {
      const { connection } = await serving()
      connection.write(head('/', chunked))
      const writing = connection.writeWithoutEnd(pauseMs, bytes)
      const answer = await connection.answer()
      expect([answer?.status, answer?.headers.get('Connection')]).toEqual([405, 'close'])
      await connection.closed()
      await writing
    }
    const { connection } = await serving()
    connection.write(head('/', 'Content-Length: 90000'))
    expect((await connection.answer())?.status).toBe(405)
    await connection.closed()
  })

  test('after as many requests as one connection may carry', async () => {
    const { connection } = await serving()
    const kept: (string | null | undefined)[] = []
    for (let n = 0; n < 3; n++) {
      connection.write(head('/', 'Content-Length: 0'))
      kept.push((await connection.answer())?.headers.get('Connection'))
    }
    expect(kept).toEqual(['keep-alive', 'keep-alive', 'close'])
    await connection.closed()
  })
})

test('A body that comes steadily is read whole, however long that takes', async () => {
  const { connection } = await serving({ requestTimeoutMs: 10_000 })
  connection.write(head('/read', 'Content-Length: 20000'))
  for (let n = 0; n < 20; n++) {
    connection.write('x'.repeat(1_000))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const answer = await connection.answer()
  expect([answer?.status, answer?.body]).toEqual([200, '20000'])
})

test('A body whose sender leaves is broken off, and nobody is answered', async () => {
  const { connection, seen } = await serving()
  connection.write(`${head('/read', 'Content-Length: 100000')}half`)
  await new Promise((resolve) => setTimeout(resolve, 50))
  connection.end()
  await expect.poll(() => seen).toEqual([expect.any(BodyBrokenOff)])
})

describe('A server that closes', () => {
  const within = { drainedMs: 300, endedMs: 600 }

  test('ends in time though a client never finishes and what is behind it never stops', async () => {
    const { connection, server } = await serving()
    connection.write(`${head('/read', 'Content-Length: 100000')}half`)
    await once(server, 'request')
    const began = performance.now()
    const closing = { graceMs: 0, endAll: () => {}, stop: () => new Promise<never>(() => {}), within }
    expect(await closeServer(server, closing)).toBe(false)
    expect(performance.now() - began).toBeLessThan(1_500)
    await connection.closed()
  })

  test('stops what is behind it after the last answer', async () => {
    const { connection, server } = await serving()
    const order: string[] = []
    server.once('request', (_request, response) => response.once('finish', () => order.push('answered')))
    connection.write(`${head('/read', 'Content-Length: 8')}half`)
    await once(server, 'request')
    const stop = async () => void order.push('stopped')
    const closed = closeServer(server, {
      graceMs: 0,
      endAll: () => {},
      stop,
      within: { drainedMs: 5_000, endedMs: 6_000 },
    })
    connection.write('half')
    expect((await connection.answer())?.body).toBe('8')
    expect([await closed, order]).toEqual([true, ['answered', 'stopped']])
  })
})
