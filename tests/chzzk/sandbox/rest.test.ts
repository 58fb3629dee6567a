import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople, demoPersonList } from '~/chzzk/sandbox/demo-people'
import { consentAs } from '../../support/browser'
import { clientHeaders, invalidClient, programAt } from './program'
import { startSandbox } from './server'

const sandbox = await startSandbox()
const { get, consentPath, logIn, me } = programAt(sandbox.origin)
const { regular, streamer, secondStreamer } = demoPeople

beforeEach(sandbox.reset)
afterAll(sandbox.close)

describe('channels', () => {
  const ask = (ids: readonly string[], headers: Record<string, string> = clientHeaders) =>
    get(`/open/v1/channels?channelIds=${ids.join(',')}`, headers)

  test('leaves unknown ids out', async () => {
    const { body } = await ask([streamer.channelId, 'f'.repeat(32), secondStreamer.channelId])
    expect(body.content.data.map((channel: { channelId: string }) => channel.channelId)).toEqual([
      streamer.channelId,
      secondStreamer.channelId,
    ])
    expect((await ask(['f'.repeat(32)])).body.content).toEqual({ data: [] })
  })

  test('knows whoever logged in with another id', async () => {
    const channelId = '0123456789abcdef'.repeat(2)
    await consentAs(sandbox.base + consentPath(), { channelId, channelName: '새로 온 사람' })
    expect((await ask([channelId])).body.content.data[0].channelName).toBe('새로 온 사람')
  })

  test.each([
    [0, 400],
    [1, 200],
    [20, 200],
    [21, 400],
  ])('takes %i ids with %i', async (count, status) => {
    expect((await ask(Array.from({ length: count }, () => streamer.channelId))).status).toBe(status)
  })

  test('is for our client only', async () => {
    expect((await ask([streamer.channelId], {})).body).toEqual({ code: 401, message: 'UNAUTHORIZED' })
    expect(await ask([streamer.channelId], { ...clientHeaders, 'Client-Secret': 'wrong' })).toEqual(
      invalidClient,
    )
  })
})

describe('lives', () => {
  const ask = (query: string) => get(`/open/v1/lives?${query}`, clientHeaders)

  test('pages through who is on air, most viewers first', async () => {
    await sandbox.set({
      live: [secondStreamer, regular, streamer].map(({ channelId }) => channelId).join(','),
    })
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { data: { channelId: string; openDate: string }[]; page: { next: string | null } } = (
        await ask(new URLSearchParams({ size: '1', next }).toString())
      ).body.content
      expect(page.data[0]?.openDate).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
      seen.push(...page.data.map(({ channelId }) => channelId))
      next = page.page.next
    }
    expect(seen).toEqual([streamer, secondStreamer, regular].map(({ channelId }) => channelId))
  })

  test.each(['size=0', 'size=21', 'size=x', 'next=x'])('refuses %s', async (query) => {
    expect((await ask(query)).status).toBe(400)
  })

  test('may be empty', async () => {
    await sandbox.set({ live: '' })
    expect((await ask('')).body.content).toEqual({ page: { next: null }, data: [] })
  })
})

describe('The sandbox', () => {
  test.each([
    ['GET', '/open/v1/chats/send', 404],
    ['GET', '/auth/v1/revoke', 404],
    ['GET', '/open/v1/toString', 404],
    ['GET', '/auth/v1/token', 405],
    ['POST', '/open/v1/users/me', 405],
  ])('answers programs in the envelope: %s %s is %i', async (method, path, status) => {
    const reply = await fetch(sandbox.base + path, { method })
    expect(reply.status).toBe(status)
    expect(await reply.json()).toEqual({ code: status, message: expect.any(String) })
  })

  test.each([
    ['GET', '/nowhere', 404],
    ['GET', `/live/${'f'.repeat(32)}`, 404],
    ['GET', `/${'f'.repeat(32)}`, 404],
    ['DELETE', '/switches', 405],
  ])('answers people with a page: %s %s is %i', async (method, path, status) => {
    expect((await fetch(sandbox.base + path, { method })).status).toBe(status)
  })

  test('is not there when real credentials are set', async () => {
    const { env } = await import('~/env.server')
    const { handleSandbox } = await import('~/chzzk/sandbox/handle.server')
    const before = { ...env.chzzk }
    Object.assign(env.chzzk, { sandbox: false })
    expect((await handleSandbox(new Request(sandbox.base + consentPath()))).status).toBe(404)
    Object.assign(env.chzzk, before)
  })

  test('refuses a 429 without saying when to come back', async () => {
    await sandbox.set({ fault: 'rate_limited' })
    const reply = await fetch(`${sandbox.base}/open/v1/lives`, { headers: clientHeaders })
    expect(reply.status).toBe(429)
    expect(reply.headers.has('retry-after')).toBe(false)
    expect(await reply.json()).toEqual({ code: 429, message: 'TOO_MANY_REQUESTS' })
  })

  test('is out of order where the switch says and nowhere else', async () => {
    const { accessToken } = await logIn()
    await sandbox.set({ fault: 'down', faultAt: 'lives' })
    expect((await get('/open/v1/lives', clientHeaders)).status).toBe(503)
    expect((await me(accessToken)).status).toBe(200)
  })

  test('refuses switch settings it does not have', async () => {
    await expect(sandbox.set({ fault: 'earthquake' })).rejects.toThrow('fault')
    expect((await get('/switches', { Accept: 'application/json' })).body.fault).toBe('none')
  })
})

test('The demo people have distinct ids and names, one of them long and one of a single letter', () => {
  expect(new Set(demoPersonList.map(({ channelId }) => channelId)).size).toBe(demoPersonList.length)
  for (const { channelId } of demoPersonList) expect(channelId).toMatch(/^[0-9a-f]{32}$/)
  const lengths = demoPersonList.map(({ channelName }) => [...channelName].length)
  expect(Math.min(...lengths)).toBe(1)
  expect(Math.max(...lengths)).toBeGreaterThan(27)
})
