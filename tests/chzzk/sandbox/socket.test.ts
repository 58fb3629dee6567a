import { request as ask } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { rawSocket } from './raw-socket'
import { startSandbox } from './server'
import { sessionProgramAt, until } from './session-program'

const sandbox = await startSandbox()
const { logIn, issue, urlFor, subscribe, state, act, donate } = sessionProgramAt(sandbox.origin)
const { streamer, secondStreamer, generous } = demoPeople

const AUTH_FAIL = ['40', '42["error","auth fail"]', '41']

beforeEach(sandbox.reset)
afterAll(sandbox.close)

const open = async (channelId: string = streamer.channelId) => {
  const accessToken = await logIn(channelId)
  const socket = await rawSocket(await urlFor(accessToken))
  return { accessToken, socket, key: await socket.sessionKey() }
}

describe('The socket', () => {
  test('opens in the order of Engine.IO 3, and pongs', async () => {
    const { socket, key } = await open()
    const [first = '', ...others] = socket.frames
    expect(JSON.parse(first.slice(1))).toEqual({
      sid: expect.stringMatching(/^[\w-]{20}$/),
      upgrades: ['websocket'],
      pingInterval: 25000,
      pingTimeout: 60000,
    })
    expect(first.startsWith('0')).toBe(true)
    expect(others).toEqual([
      '40',
      `42["SYSTEM","{\\"type\\":\\"connected\\",\\"data\\":{\\"sessionKey\\":\\"${key}\\"}}"]`,
    ])
    socket.send('2')
    socket.send('2probe')
    await until(() => socket.frames.length === 5)
    expect(socket.frames.slice(3)).toEqual(['3', '3probe'])
  })

  test.each([
    ['an Engine.IO 4 client', 'EIO=4&transport=websocket', '/socket.io/', 400],
    ['one that names no version', 'transport=websocket', '/socket.io/', 400],
    ['polling', 'EIO=3&transport=polling', '/socket.io/', 400],
    ['a missing path', 'EIO=3&transport=websocket', '/', 404],
    ['another path', 'EIO=3&transport=websocket', '/socket.io/more', 404],
  ])('refuses %s and keeps the URL good', async (_who, query, path, status) => {
    const url = await urlFor(await logIn(streamer.channelId))
    await expect(rawSocket(url, query, path)).rejects.toThrow(`Unexpected server response: ${status}`)
    await (await rawSocket(url)).sessionKey()
  })

  test.each([
    ['used', async (url: string) => void (await rawSocket(url))],
    ['unknown', async () => sandbox.reset()],
  ])('says auth fail to a URL that is %s, and closes', async (_how, spoil) => {
    const url = await urlFor(await logIn(streamer.channelId))
    await spoil(url)
    const socket = await rawSocket(url)
    await socket.closed()
    expect(socket.frames.slice(1)).toEqual(AUTH_FAIL)
  })

  test('says auth fail to a URL that is too old', async () => {
    await sandbox.set({ urlSeconds: 0 })
    const socket = await rawSocket(await urlFor(await logIn(streamer.channelId)))
    await socket.closed()
    expect(socket.frames.slice(1)).toEqual(AUTH_FAIL)
  })

  test('drops without a word whoever does not ping, and keeps whoever does', async () => {
    await sandbox.set({ pingIntervalMs: 500, pingTimeoutMs: 500 })
    const [asleep, awake] = [await open(), await open()]
    const pinging = setInterval(() => awake.socket.send('2'), 100)
    expect(await asleep.socket.closed()).toBe(1006)
    expect(asleep.socket.frames).toHaveLength(3)
    await wait(500)
    clearInterval(pinging)
    expect(awake.socket.isOpen()).toBe(true)
    expect((await state()).sockets).toMatchObject([{ sessionKey: awake.key }])
  })

  test.each([
    ['a frame of no known type', (send: (frame: string) => void) => send('9')],
    ['an empty frame', (send: (frame: string) => void) => send('')],
    ['a frame over 64 KiB', (send: (frame: string) => void) => send(`4${'x'.repeat(70_000)}`)],
  ])('breaks off at %s', async (_what, misbehave) => {
    const { socket } = await open()
    misbehave(socket.send)
    await socket.closed()
    await until(async () => (await state()).sockets.length === 0)
  })

  test('takes no notice of what a client says', async () => {
    const { socket } = await open()
    for (const frame of ['42["SYSTEM","{}"]', '42["DONATION"', '40', '3', '6']) socket.send(frame)
    socket.send('2')
    await until(() => socket.frames.at(-1) === '3')
    expect(socket.frames).toHaveLength(4)
  })

  test('closes by itself where the switch says', async () => {
    await sandbox.set({ closeAfterSeconds: 1 })
    const { socket, accessToken } = await open()
    await socket.closed()
    expect(socket.frames.at(-1)).toBe('41')
    await until(async () => (await issue(accessToken)).status === 200)
  })
})

test('A server that stops says goodbye to its sockets', async () => {
  const { socket } = await open()
  sandbox.endSockets()
  await socket.closed()
  expect(socket.frames.at(-1)).toBe('41')
})

describe('A slot', () => {
  const three = async () => [await open(), await open(), await open()] as const

  test.each(['1', '41'])('is free at once after a goodbye: %s', async (goodbye) => {
    const [{ socket, accessToken }] = await three()
    expect((await issue(accessToken)).status).toBe(429)
    socket.send(goodbye)
    await socket.closed()
    await until(async () => (await issue(accessToken)).status === 200)
  })

  test('stays taken for a while after an abrupt end', async () => {
    await sandbox.set({ slotLingerSeconds: 3 })
    const [{ socket, accessToken }] = await three()
    socket.die()
    await until(async () => (await state()).sockets.length === 2)
    expect((await issue(accessToken)).status).toBe(429)
    await until(async () => (await issue(accessToken)).status === 200)
  })

  test('that is missing shows only in that connected never comes, where the switch says', async () => {
    await sandbox.set({ fourthSession: 'never_connected' })
    const [{ accessToken }] = await three()
    const fourth = await rawSocket(await urlFor(accessToken))
    fourth.send('2')
    await until(() => fourth.frames.at(-1) === '3')
    expect(fourth.frames.slice(1)).toEqual(['40', '3'])
    expect((await state()).sockets).toHaveLength(3)
  })
})

describe('An act', () => {
  test('breaks the sockets of one channel, or of all', async () => {
    const [one, other] = [await open(), await open(secondStreamer.channelId)]
    expect(await act('/sessions/drop', { channelId: streamer.channelId })).toEqual({ sessions: 1 })
    expect(await one.socket.closed()).toBe(1006)
    expect(other.socket.isOpen()).toBe(true)
    expect(await act('/sessions/drop', {})).toEqual({ sessions: 1 })
    expect(await other.socket.closed()).toBe(1006)
  })

  test('revokes: the socket stays open, the event stops', async () => {
    const { socket, accessToken, key } = await open()
    await subscribe(accessToken, key, 'chat')
    await subscribe(accessToken, key, 'donation')
    expect(await act('/sessions/revoke', { channelId: streamer.channelId })).toEqual({ sessions: 1 })
    const data = { eventType: 'DONATION', channelId: streamer.channelId }
    expect(await until(() => socket.system('revoked'))).toEqual({ type: 'revoked', data })
    await donate(streamer.channelId, { as: generous.channelId, amount: '1000' })
    socket.send('2')
    await until(() => socket.frames.at(-1) === '3')
    expect(socket.donations()).toEqual([])
    expect((await state()).sockets[0].events).toEqual([{ eventType: 'CHAT', channelId: streamer.channelId }])
  })

  test.each([
    ['/sessions/drop', 'nobody'],
    ['/sessions/revoke', ''],
  ])('needs an id that is one: %s', async (path, channelId) => {
    const body = new URLSearchParams({ channelId })
    expect((await fetch(sandbox.base + path, { method: 'POST', body })).status).toBe(422)
  })

  test('is not open to pages of another site', async () => {
    const headers = { Origin: 'https://evil.example' }
    for (const path of ['/sessions/drop', '/sessions/revoke', `/studio/${streamer.channelId}`])
      expect((await fetch(sandbox.base + path, { method: 'POST', headers })).status).toBe(403)
  })
})

test.each(['GET', 'POST'])('An offer to speak HTTP/2 is answered in HTTP/1.1: %s', async (method) => {
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': '' }
  const url = `${sandbox.base}/auth/v1/token`
  const status = await new Promise((resolve, reject) => {
    const asking = ask(url, { method, headers }, ({ statusCode }) => resolve(statusCode))
    asking.once('error', reject).end(method === 'POST' ? '{}' : undefined)
  })
  expect(status).toBe(method === 'POST' ? 400 : 405)
})
