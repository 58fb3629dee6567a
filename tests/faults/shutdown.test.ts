import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { createIntent } from '../support/fixtures'
import { type Client, signedIn } from '../support/melt'
import { someChzzkId } from '../support/people'
import { balance } from './balancer'
import { beforeMelt, launch, openMelt, ownVariables } from './process'

const onPostgres = Boolean(process.env.DATABASE_URL)

let creator: Client
let fan: Client

beforeAll(async () => {
  await beforeMelt(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  })
})

const port = () => Number(new URL(process.env.PUBLIC_URL ?? '').port)

/** A request that Melt has begun to read, of which only the first half is sent; `finish` sends the rest and answers the response's first line. */
async function halfSent() {
  const body = JSON.stringify({ chzzkChannelId: creator.chzzkUserId })
  const socket = connect(port(), '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  const head = [
    'POST /donations/intent HTTP/1.1',
    `Host: 127.0.0.1:${port()}`,
    `Cookie: ${fan.cookie}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
  ]
  expect(await answerTo(socket, `${head.join('\r\n')}\r\n\r\n`)).toBe('HTTP/1.1 100 Continue')
  socket.write(body.slice(0, 10))
  return { socket, finish: () => answerTo(socket, body.slice(10)) }
}

function answerTo(socket: Socket, rest: string): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', (text) => resolve(String(text).split('\r\n')[0] ?? ''))
    socket.once('error', reject).once('close', () => reject(new Error('Nothing was answered')))
    socket.write(rest)
  })
}

function isRefused(): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = connect(port(), '127.0.0.1')
    asking.once('error', () => resolve(true))
    asking.once('connect', () => {
      asking.destroy()
      resolve(false)
    })
  })
}

describe('Melt asked to stop', () => {
  test('answers what is under way, lets nobody else in, and ends well', async () => {
    const melt = await openMelt()
    const requests = await Promise.all(Array.from({ length: 5 }, halfSent))
    const began = Date.now()
    const ended = melt.end('SIGTERM')
    await expect.poll(isRefused).toBe(true)
    const answers = await Promise.all(requests.map(({ finish }) => finish()))
    expect(answers).toEqual(Array(5).fill('HTTP/1.1 201 Created'))
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  test('with a grace first says that it is not ready, and answers all that a balancer still sends', async () => {
    const melt = await openMelt({ SHUTDOWN_GRACE_SECONDS: '2' })
    const balancer = balance([melt.url])
    await expect.poll(() => balancer.answered(), { timeout: 10_000 }).toBeGreaterThan(20)
    const [before, began] = [balancer.answered(), Date.now()]
    const ended = melt.end('SIGTERM')
    await expect.poll(async () => (await fetch(`${melt.url}/readyz`)).status).toBe(503)
    const still = await fetch(`${melt.url}/healthz`)
    expect([still.status, still.headers.get('Connection')]).toEqual([200, 'close'])
    await expect.poll(() => balancer.isReady(melt.url)).toBe(false)
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(Date.now() - began).toBeGreaterThanOrEqual(2_000)
    await balancer.end()
    expect(balancer.answered()).toBeGreaterThan(before)
    expect(balancer.failures).toEqual([])
  })

  test('ends within ten seconds with the longest grace and somebody who never finishes', {
    timeout: 40_000,
  }, async () => {
    const melt = await openMelt({ SHUTDOWN_GRACE_SECONDS: '5' })
    const { socket } = await halfSent()
    socket.on('error', () => {})
    const began = Date.now()
    await melt.end('SIGTERM')
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  test('does not wait longer than ten seconds for somebody who never finishes', {
    timeout: 40_000,
  }, async () => {
    const melt = await openMelt()
    const { socket } = await halfSent()
    socket.on('error', () => {})
    const began = Date.now()
    expect(await melt.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  test('waits for no socket, not even one that never says goodbye', async () => {
    const melt = await openMelt()
    const socket = connect(port(), '127.0.0.1')
    const head = [
      'GET /socket.io/?auth=none&EIO=3&transport=websocket HTTP/1.1',
      `Host: 127.0.0.1:${port()}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    expect(await answerTo(socket, `${head.join('\r\n')}\r\n\r\n`)).toContain('101')
    socket.on('error', () => {})
    const began = Date.now()
    expect(await melt.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(Date.now() - began).toBeLessThan(4_000)
  })

  test('twice, as Ctrl+C under npm does, still answers what is under way', async () => {
    const melt = await openMelt()
    const { finish } = await halfSent()
    void melt.end('SIGINT')
    await wait(100)
    const ended = melt.end('SIGINT')
    await wait(100)
    expect(await finish()).toBe('HTTP/1.1 201 Created')
    expect(await ended).toEqual({ code: 0, signal: null })
  })

  test('leaves everything ready to be opened at once', async () => {
    const first = await openMelt()
    const intentId = await createIntent(fan, creator)
    await first.end('SIGTERM')
    const second = await openMelt()
    const { items } = await fan.ask<{ items: { intentId: string }[] }>('GET', '/donations/intents')
    expect(items.map((item) => item.intentId)).toContain(intentId)
    await second.end('SIGTERM')
  })

  test('ends at once while it only starts, as process 1 of a container would not by itself', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port: silentPort } = silent.address() as AddressInfo
    const DATABASE_URL = `postgresql://melt@127.0.0.1:${silentPort}/melt`
    const melt = await launch(ownVariables({ DATABASE_URL }))
    await once(silent, 'connection')
    expect(await melt.end('SIGTERM')).toEqual({ code: 143, signal: null })
    silent.close()
  })

  test.skipIf(onPostgres)('tells a second process on the same folder who has it', async () => {
    const { pid } = await openMelt()
    const { PORT: _, PUBLIC_URL: __, ...elsewhere } = ownVariables()
    const second = await launch(elsewhere)
    expect((await second.ended).code).toBeGreaterThan(0)
    expect(second.output()).toContain(`in use by process ${pid}`)
    expect(second.output()).toContain(process.env.MELT_DATA_DIR)
  })
})
