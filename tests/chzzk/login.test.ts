import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { Browser, consentAs } from '../support/browser'
import { loginSteps } from './login-steps'
import { startSandbox } from './sandbox/server'

const sandbox = await startSandbox()
const { setOut, comeBack, logIn } = loginSteps(await import('~/chzzk/login.server'), sandbox.origin)
const { streamer, regular } = demoPeople

beforeEach(sandbox.reset)
afterEach(() => vi.unstubAllGlobals())
afterAll(sandbox.close)

const answerFor = (message: string) => async (url: string) => {
  if (message === 'FORBIDDEN' && url.endsWith('/token')) {
    const content = { accessToken: 'a', refreshToken: 'r', tokenType: 'Bearer', expiresIn: 86400 }
    return Response.json({ code: 200, message: null, content })
  }
  const status = message === 'FORBIDDEN' ? 403 : 401
  return Response.json({ code: status, message }, { status })
}

describe('A login sets out', () => {
  test('to the consent page with exactly clientId, redirectUri and state', async () => {
    const { redirect, consentUrl } = await setOut(new Browser())
    const url = new URL(consentUrl)
    expect(redirect.status).toBe(302)
    expect(url.origin + url.pathname).toBe(`${sandbox.base}/account-interlock`)
    expect([...url.searchParams.keys()].sort()).toEqual(['clientId', 'redirectUri', 'state'])
    expect(url.searchParams.get('redirectUri')).toBe(`${sandbox.origin}/auth/chzzk/callback`)
  })

  test('with its state in a cookie that no script reads and no other site sends', async () => {
    const { redirect } = await setOut(new Browser())
    const [cookie] = redirect.headers.getSetCookie()
    expect(cookie).toMatch(/^melt_oauth:/)
    expect(cookie).toMatch(/; Path=\/(;|$)/)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).not.toMatch(/Secure/)
  })

  test('afresh even when its address carries a state and a code', async () => {
    const { consentUrl } = await setOut(new Browser(), '?state=planted&code=planted&error=planted')
    expect(new URL(consentUrl).searchParams.get('state')).not.toBe('planted')
  })

  test('with at most five attempts kept in one browser', async () => {
    const browser = new Browser()
    const first = await setOut(browser)
    for (let attempt = 0; attempt < 7; attempt++) await setOut(browser)
    expect(browser.cookies.size).toBe(5)
    const callback = await consentAs(first.consentUrl, { channelId: regular.channelId })
    expect((await comeBack(browser, callback)).outcome).toBe('bad_state')
  })
})

describe('A login comes back', () => {
  test('knowing who it is, with tokens that live a day', async () => {
    const before = Date.now()
    const result = await logIn(new Browser(), { channelId: streamer.channelId })
    if (result.outcome !== 'ok') throw new Error(result.outcome)
    expect(result.me).toEqual({ channelId: streamer.channelId, channelName: streamer.channelName })
    expect(result.tokens.scope).toBe('유저 조회 후원 조회')
    const life = result.tokens.expiresAt.getTime() - before
    expect(life).toBeGreaterThanOrEqual(86_400_000)
    expect(life).toBeLessThan(86_410_000)
  })

  test.each([
    ['expiresIn as text', { expiresIn: 'string' }, '유저 조회 후원 조회'],
    ['no scope', { scopeOnIssue: 'absent' }, null],
  ])('just as well when CHZZK sends %s', async (_what, switches, scope) => {
    await sandbox.set(switches)
    const result = await logIn(new Browser(), { channelId: regular.channelId })
    if (result.outcome !== 'ok') throw new Error(result.outcome)
    expect(result.tokens.scope).toBe(scope)
    expect(result.tokens.expiresAt.getTime()).toBeGreaterThan(Date.now() + 86_000_000)
  })

  test('as somebody outside the demo people, who may rename themselves', async () => {
    const channelId = 'ab'.repeat(16)
    await logIn(new Browser(), { channelId, channelName: '처음 온 사람' })
    const again = await logIn(new Browser(), { channelId, channelName: '이름 바꾼 사람' })
    expect(again).toMatchObject({ outcome: 'ok', me: { channelId, channelName: '이름 바꾼 사람' } })
  })

  test.each(['no_code', 'access_denied'])('as refused after 거절, told by %s', async (denial) => {
    await sandbox.set({ denial })
    const browser = new Browser()
    expect((await logIn(browser, { deny: '1' })).outcome).toBe('refused')
    expect(browser.cookies.size).toBe(0)
  })

  test('in every open tab, in any order, each ending its own attempt only', async () => {
    const browser = new Browser()
    const [one, two] = [await setOut(browser), await setOut(browser)]
    const callbacks = [
      await consentAs(one.consentUrl, { channelId: regular.channelId }),
      await consentAs(two.consentUrl, { channelId: streamer.channelId }),
    ] as const
    expect(await comeBack(browser, callbacks[1])).toMatchObject({
      outcome: 'ok',
      me: { channelId: streamer.channelId },
    })
    expect(browser.cookies.size).toBe(1)
    expect(await comeBack(browser, callbacks[0])).toMatchObject({
      outcome: 'ok',
      me: { channelId: regular.channelId },
    })
    expect(browser.cookies.size).toBe(0)
  })
})

describe('CHZZK out of order', () => {
  const faults = ['down', 'reset', 'html_200', 'html_502', 'rate_limited']
  test.each(
    faults.flatMap((fault) => [
      [fault, 'token'],
      [fault, 'users/me'],
    ]),
  )('is told apart from a refusal: %s at %s', async (fault, faultAt) => {
    await sandbox.set({ fault: fault ?? '', faultAt: faultAt ?? '' })
    const browser = new Browser()
    const result = await logIn(browser, { channelId: regular.channelId })
    expect(result).toMatchObject({ outcome: 'unavailable', error: { kind: 'unavailable', at: faultAt } })
    expect(browser.cookies.size).toBe(0)
  })

  test.each(['server_error', 'temporarily_unavailable'])(
    'is heard from the consent page too: %s',
    async (error) => {
      const browser = new Browser()
      const { consentUrl } = await setOut(browser)
      const callback = await consentAs(consentUrl, { deny: '1' })
      callback.searchParams.set('error', error)
      expect((await comeBack(browser, callback)).outcome).toBe('unavailable')
    },
  )

  test.each(['INVALID_CLIENT', 'FORBIDDEN'])('leaves a trace for the operator: %s', async (message) => {
    const browser = new Browser()
    const { consentUrl } = await setOut(browser)
    const callback = await consentAs(consentUrl, { channelId: regular.channelId })
    vi.stubGlobal('fetch', answerFor(message))
    const kind = message === 'INVALID_CLIENT' ? 'refused_client' : 'refused'
    expect(await comeBack(browser, callback)).toMatchObject({ outcome: 'unavailable', error: { kind } })
  })
})
