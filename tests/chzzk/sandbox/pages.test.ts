import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople, demoPersonList } from '~/chzzk/sandbox/demo-people'
import { programAt } from './program'
import { startSandbox } from './server'

const sandbox = await startSandbox()
const { onSandboxDonation, sandboxDonations } = await import('~/chzzk/sandbox/channel-pages.server')
const { streamer, regular, generous } = demoPeople

beforeEach(sandbox.reset)
afterAll(sandbox.close)

const { consentPath, redirectUri } = programAt(sandbox.origin)
const livePath = `/live/${streamer.channelId}`

const see = async (path: string) => {
  const reply = await fetch(sandbox.base + path)
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}

const submit = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(sandbox.base + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
    redirect: 'manual',
  })

describe('A sandbox page', () => {
  test.each([
    consentPath(),
    livePath,
    `/${streamer.channelId}`,
    `/studio/${streamer.channelId}`,
    '/switches',
    '/nowhere',
  ])('says that it is one, runs no script and carries no style of its own: %s', async (path) => {
    const { text, headers } = await see(path)
    expect(text).toContain('연습용 페이지')
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|<img/i)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("form-action 'self'")
  })

  test('has its style sheet at its own address', async () => {
    const { text, headers } = await see('/style.css')
    expect(headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(text).toContain('color-scheme: dark')
  })

  test('shows a name as text, whatever it contains', async () => {
    const channelId = 'c'.repeat(32)
    await submit(consentPath(), { channelId, channelName: '<script>alert("x")</script>' })
    const { text } = await see(`/live/${channelId}`)
    expect(text).not.toContain('<script')
    expect(text).toContain('&#60;script&#62;')
  })
})

describe('The consent page', () => {
  test('offers the demo people, another id and 거절', async () => {
    const { text } = await see(consentPath())
    for (const { channelId } of demoPersonList)
      expect(text).toContain(`name="channelId" value="${channelId}"`)
    expect(text).toContain('name="channelName"')
    expect(text).toContain('거절')
    expect(text).toContain('<li>유저 조회</li>')
  })

  test.each([
    ['a wrong clientId', { clientId: 'wrong' }],
    ['a redirectUri that is not registered', { redirectUri: 'https://evil.example/auth/chzzk/callback' }],
    ['no state', { state: '' }],
  ])('sends nobody anywhere with %s', async (_what, changes) => {
    expect((await see(consentPath(changes))).status).toBe(400)
    const reply = await submit(consentPath(changes), { channelId: regular.channelId })
    expect(reply.status).toBe(400)
    expect(reply.headers.has('location')).toBe(false)
  })

  test('goes back with code and state', async () => {
    const reply = await submit(consentPath(), { channelId: regular.channelId })
    const location = new URL(reply.headers.get('location') ?? '')
    expect(reply.status).toBe(302)
    expect(location.origin + location.pathname).toBe(redirectUri)
    expect([...location.searchParams.keys()]).toEqual(['code', 'state'])
    expect(location.searchParams.get('state')).toBe('a-state')
  })

  test.each([
    ['no_code', '?state=a-state'],
    ['access_denied', '?error=access_denied&state=a-state'],
  ])('goes back without consent as %s', async (denial, search) => {
    await sandbox.set({ denial })
    const reply = await submit(consentPath(), { deny: '1' })
    expect(reply.headers.get('location')).toBe(redirectUri + search)
  })

  test.each(['', 'F'.repeat(32), 'f'.repeat(31), '../../x'])(
    'does not take "%s" for an id',
    async (channelId) => {
      expect((await submit(consentPath(), { channelId })).status).toBe(422)
    },
  )
})

describe('The live page', () => {
  test('takes cheese, says so and leads back to Melt', async () => {
    const heard: number[] = []
    const stop = onSandboxDonation(({ amount }) => heard.push(amount))
    const reply = await submit(livePath, {
      as: generous.channelId,
      amount: '1000',
      text: ' 오늘도 고마워요 ',
    })
    expect(reply.status).toBe(303)
    const shown = await fetch(new URL(reply.headers.get('location') ?? '', sandbox.origin))
    const text = await shown.text()
    expect(text).toContain('1,000치즈를 후원했어요')
    expect(text).toContain(`href="${sandbox.origin}/${streamer.channelId}"`)
    expect(sandboxDonations()).toMatchObject([
      {
        channelId: streamer.channelId,
        donor: generous,
        amount: 1000,
        text: '오늘도 고마워요',
        anonymous: false,
      },
    ])
    stop()
    await submit(livePath, { as: generous.channelId, amount: '2000' })
    expect(heard).toEqual([1000])
  })

  test('takes it from who logged in last when nobody is named', async () => {
    const consent = await submit(consentPath(), { channelId: regular.channelId })
    const cookie = consent.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await submit(livePath, { amount: '500', anonymous: 'on' }, { cookie })
    expect(sandboxDonations()).toMatchObject([{ donor: regular, amount: 500, anonymous: true }])
  })

  test.each([
    ['no amount', { as: generous.channelId }],
    ['nothing', { as: generous.channelId, amount: '0' }],
    ['less than nothing', { as: generous.channelId, amount: '-1' }],
    ['half a cheese', { as: generous.channelId, amount: '0.5' }],
    ['words', { as: generous.channelId, amount: 'many' }],
    ['nobody', { amount: '1000' }],
    ['a stranger', { as: 'f'.repeat(32), amount: '1000' }],
  ])('takes nothing from %s', async (_what, fields) => {
    expect((await submit(livePath, fields)).status).toBe(422)
    expect(sandboxDonations()).toEqual([])
  })
})

describe('Another site', () => {
  test.each<Record<string, string>>([
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ])('cannot press buttons here: %j', async (headers) => {
    for (const [path, fields] of [
      [consentPath(), { channelId: regular.channelId }],
      [livePath, { as: generous.channelId, amount: '1000' }],
      ['/switches', { fault: 'down' }],
    ] as const) {
      expect((await submit(path, { ...fields }, headers)).status).toBe(403)
    }
    expect(sandboxDonations()).toEqual([])
  })

  test('is not what this page is to itself', async () => {
    const headers = { Origin: sandbox.origin, 'Sec-Fetch-Site': 'same-origin' }
    expect((await submit('/switches', { slowMs: '1' }, headers)).status).toBe(303)
  })
})
