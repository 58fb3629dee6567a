import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { Browser, consentAs } from '../support/browser'
import { loginSteps } from './login-steps'
import { startSandbox } from './sandbox/server'

const sandbox = await startSandbox()
const { setOut, comeBack } = loginSteps(await import('~/chzzk/login.server'), sandbox.origin)
const { regular } = demoPeople

beforeEach(sandbox.reset)
afterEach(() => vi.useRealTimers())
afterAll(sandbox.close)

describe('A state', () => {
  test('that was used is not taken again, not even with its cookie and a living code', async () => {
    const browser = new Browser()
    const { consentUrl } = await setOut(browser)
    const replayed = new Map(browser.cookies)
    const first = await consentAs(consentUrl, { channelId: regular.channelId })
    expect((await comeBack(browser, first)).outcome).toBe('ok')
    for (const [name, value] of replayed) browser.cookies.set(name, value)
    const second = await consentAs(consentUrl, { channelId: regular.channelId })
    expect(await comeBack(browser, second)).toMatchObject({
      outcome: 'bad_state',
      reason: 'The state was used before',
    })
  })

  test('that was used for 거절 is not taken again either', async () => {
    const browser = new Browser()
    const { consentUrl } = await setOut(browser)
    const replayed = new Map(browser.cookies)
    await comeBack(browser, await consentAs(consentUrl, { deny: '1' }))
    for (const [name, value] of replayed) browser.cookies.set(name, value)
    const later = await consentAs(consentUrl, { channelId: regular.channelId })
    expect((await comeBack(browser, later)).outcome).toBe('bad_state')
  })

  test('of another browser is not taken', async () => {
    const { consentUrl } = await setOut(new Browser())
    const callback = await consentAs(consentUrl, { channelId: regular.channelId })
    const stranger = new Browser()
    expect((await comeBack(stranger, callback)).outcome).toBe('bad_state')
    await setOut(stranger)
    expect((await comeBack(stranger, callback)).outcome).toBe('bad_state')
    expect(stranger.cookies.size).toBe(1)
  })

  test('older than ten minutes is not taken', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const browser = new Browser()
    const { consentUrl } = await setOut(browser)
    vi.setSystemTime(Date.now() + 601_000)
    const callback = await consentAs(consentUrl, { channelId: regular.channelId })
    expect((await comeBack(browser, callback)).outcome).toBe('bad_state')
  })

  test.each([
    '',
    '?state=',
    '?code=abc',
    '?state=abc&code=abc',
    '?state=a.b.c&code=abc',
    '?state=state&code=abc',
  ])('that Melt never gave is not taken: "%s"', async (query) => {
    const browser = new Browser()
    await setOut(browser)
    const result = await comeBack(browser, new URL(`${sandbox.origin}/auth/chzzk/callback${query}`))
    expect(result.outcome).toBe('bad_state')
    expect(browser.cookies.size).toBe(1)
  })

  test.each([
    ['without our mark', 'x'.repeat(43)],
    ['with a mark of its own', `${'x'.repeat(43)}.${Date.now().toString(36)}.${'y'.repeat(22)}`],
  ])('the browser made up itself %s, cookie and all, is not taken', async (_how, state) => {
    const browser = new Browser()
    browser.cookies.set(`melt_oauth:${crypto.randomUUID()}`, `state=${state}&${state}=${state}`)
    const callback = new URL(`${sandbox.origin}/auth/chzzk/callback?code=abc&state=${state}`)
    const reason = 'The state is not ours or too old'
    expect(await comeBack(browser, callback)).toMatchObject({ outcome: 'bad_state', reason })
  })
})

describe('A code', () => {
  test.each(['400', '401'])(
    'that is dead makes the answer a bad one (CHZZK says %s), never a dead grant',
    async (deadCode) => {
      await sandbox.set({ deadCode })
      const browser = new Browser()
      const { consentUrl } = await setOut(browser)
      const callback = await consentAs(consentUrl, { channelId: regular.channelId })
      callback.searchParams.set('code', 'spent-elsewhere')
      expect((await comeBack(browser, callback)).outcome).toBe('bad_state')
    },
  )
})
