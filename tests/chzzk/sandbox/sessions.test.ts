import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { clientHeaders, invalidClient, invalidToken } from './program'
import { rawSocket } from './raw-socket'
import { startSandbox } from './server'
import { sessionProgramAt, until } from './session-program'

const sandbox = await startSandbox()
const { get, logIn, issue, urlFor, list, subscribe, unsubscribe } = sessionProgramAt(sandbox.origin)
const { streamer, secondStreamer, regular } = demoPeople

const granted = { status: 200, body: { code: 200, message: null, content: null } }
const badValue = { status: 400, body: { code: 400, message: '잘못된 값을 입력했습니다.' } }
const forbidden = { status: 403, body: { code: 403, message: 'FORBIDDEN' } }
const unauthorized = { status: 401, body: { code: 401, message: 'UNAUTHORIZED' } }
const failed = { status: 500, body: { code: 500, message: 'INTERNAL_SERVER_ERROR' } }
const slotless = { status: 429, body: { code: 429, message: 'TOO_MANY_REQUESTS' } }

beforeEach(sandbox.reset)
afterAll(sandbox.close)

const openSession = async (accessToken: string) => {
  const socket = await rawSocket(await urlFor(accessToken))
  return { socket, key: await socket.sessionKey() }
}
const clientUrl = async () =>
  (await get('/open/v1/sessions/auth/client', clientHeaders)).body.content.url as string

describe('A session URL', () => {
  test('has no path, lies on the REST origin and carries 128 letters and digits', async () => {
    const { status, body } = await issue(await logIn(streamer.channelId))
    expect({ status, code: body.code, message: body.message }).toEqual({
      status: 200,
      code: 200,
      message: null,
    })
    const [origin, auth] = body.content.url.split('?auth=')
    expect(origin).toBe(sandbox.origin)
    expect(auth).toMatch(/^[0-9a-zA-Z]{128}$/)
  })

  test.each<[string, Record<string, string>, object]>([
    ['/open/v1/sessions/auth', {}, unauthorized],
    ['/open/v1/sessions/auth', { Authorization: 'Bearer dead' }, invalidToken],
    ['/open/v1/sessions/auth', clientHeaders, unauthorized],
    ['/open/v1/sessions/auth/client', {}, unauthorized],
    ['/open/v1/sessions/auth/client', { ...clientHeaders, 'Client-Secret': 'x' }, invalidClient],
    ['/open/v1/sessions', {}, unauthorized],
    ['/open/v1/sessions/client', {}, unauthorized],
  ])('is not given to strangers: %s %j', async (path, headers, answer) => {
    expect(await get(path, headers)).toEqual(answer)
  })

  test.each([
    ['issue_401', invalidToken],
    ['issue_500', failed],
  ])('is not issued with missingScope %s', async (missingScope, answer) => {
    const accessToken = await logIn(streamer.channelId)
    await sandbox.set({ missingScope })
    expect(await issue(accessToken)).toEqual(answer)
  })

  test('is not issued while three of the user are connected; those that are only issued take nothing', async () => {
    const accessToken = await logIn(streamer.channelId)
    for (let count = 0; count < 5; count += 1) await issue(accessToken)
    const open = [
      await openSession(accessToken),
      await openSession(accessToken),
      await openSession(accessToken),
    ]
    expect(await issue(accessToken)).toEqual(slotless)
    expect((await issue(await logIn(secondStreamer.channelId))).status).toBe(200)
    open[0]?.socket.send('1')
    await open[0]?.socket.closed()
    expect((await issue(accessToken)).status).toBe(200)
  })

  test('is issued to the client for ten connections', async () => {
    for (let count = 0; count < 10; count += 1) await (await rawSocket(await clientUrl())).sessionKey()
    expect(await get('/open/v1/sessions/auth/client', clientHeaders)).toEqual(slotless)
  })
})

describe('Subscribing', () => {
  test.each(['chat', 'donation', 'subscription'])('takes %s and tells the socket', async (event) => {
    const accessToken = await logIn(streamer.channelId)
    const { socket, key } = await openSession(accessToken)
    const data = { eventType: event.toUpperCase(), channelId: streamer.channelId }
    expect(await subscribe(accessToken, key, event)).toEqual(granted)
    expect(await until(() => socket.system('subscribed'))).toEqual({ type: 'subscribed', data })
    expect(await unsubscribe(accessToken, key, event)).toEqual(granted)
    expect(await until(() => socket.system('unsubscribed'))).toEqual({ type: 'unsubscribed', data })
    expect(await unsubscribe(accessToken, key, event)).toEqual(badValue)
  })

  test('needs a live key in the query, a living token and the own session', async () => {
    const accessToken = await logIn(streamer.channelId)
    const { socket, key } = await openSession(accessToken)
    expect(await subscribe(accessToken, '', 'donation')).toEqual(badValue)
    expect(await subscribe(accessToken, 'unknown', 'donation')).toEqual(badValue)
    expect(await subscribe('dead', key, 'donation')).toEqual(invalidToken)
    expect(await subscribe(await logIn(regular.channelId), key, 'donation')).toEqual(forbidden)
    expect((await subscribe(accessToken, key, 'mission')).status).toBe(404)
    const inBody = await fetch(`${sandbox.base}/open/v1/sessions/events/subscribe/donation`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ sessionKey: key }),
    })
    expect(inBody.status).toBe(400)
    socket.send('1')
    await socket.closed()
    expect(await subscribe(accessToken, key, 'donation')).toEqual(badValue)
  })

  test.each([
    ['subscribe_401', invalidToken],
    ['subscribe_403', forbidden],
  ])('is refused with missingScope %s', async (missingScope, answer) => {
    const accessToken = await logIn(streamer.channelId)
    const { socket, key } = await openSession(accessToken)
    await sandbox.set({ missingScope })
    expect(await subscribe(accessToken, key, 'donation')).toEqual(answer)
    expect(socket.system('subscribed')).toBeUndefined()
  })

  test('takes 30 events a session and no more', async () => {
    const socket = await rawSocket(await clientUrl())
    const key = await socket.sessionKey()
    const users = await Promise.all(
      Array.from({ length: 11 }, (_, number) => logIn(number.toString(16).padStart(32, 'e'))),
    )
    const [last = '', ...ten] = users
    for (const accessToken of ten) {
      for (const event of ['chat', 'donation', 'subscription'])
        expect(await subscribe(accessToken, key, event)).toEqual(granted)
    }
    expect(await subscribe(last, key, 'donation')).toEqual(badValue)
    expect(await subscribe(ten[0] ?? '', key, 'donation')).toEqual(granted)
  })
})

describe('The list', () => {
  test('shows what is connected and what was, newest first', async () => {
    const accessToken = await logIn(streamer.channelId)
    const first = await openSession(accessToken)
    first.socket.send('1')
    await first.socket.closed()
    const second = await openSession(accessToken)
    await subscribe(accessToken, second.key, 'donation')
    const date = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    const alive = {
      sessionKey: second.key,
      connectedDate: date,
      subscribedEvents: [{ eventType: 'DONATION', channelId: streamer.channelId }],
    }
    const over = { sessionKey: first.key, connectedDate: date, disconnectedDate: date, subscribedEvents: [] }
    expect((await list(accessToken)).body.content).toEqual({
      page: 0,
      totalCount: 2,
      totalPages: 1,
      data: [alive, over],
    })
    expect((await list(accessToken, '?size=1&page=1')).body.content).toEqual({
      page: 1,
      totalCount: 2,
      totalPages: 2,
      data: [over],
    })
    expect((await list(await logIn(regular.channelId))).body.content.data).toEqual([])
    expect((await get('/open/v1/sessions/client', clientHeaders)).body.content.totalCount).toBe(0)
  })

  test.each(['?size=0', '?size=51', '?size=x', '?page=-1', '?page=1e99'])('refuses %s', async (query) => {
    expect(await list(await logIn(streamer.channelId), query)).toEqual(badValue)
  })
})

test('What is out of order at sessions is out of order for all of them', async () => {
  const accessToken = await logIn(streamer.channelId)
  await sandbox.set({ fault: 'down', faultAt: 'sessions' })
  expect((await issue(accessToken)).status).toBe(503)
  expect((await subscribe(accessToken, 'any', 'donation')).status).toBe(503)
  expect((await list(accessToken)).status).toBe(503)
})
