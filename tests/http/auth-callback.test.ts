import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { resetSandbox } from '~/chzzk/sandbox/memory.server'
import { signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { stored } from '../support/stored'
import { setSwitches, Visitor } from '../support/visitor'

useMelt()
afterEach(() => resetSandbox())

describe('A callback', () => {
  let callback: string
  let visitor: Visitor

  beforeAll(async () => {
    visitor = new Visitor()
    callback = await visitor.consent({ channelId: demoPeople.regular.channelId })
  })

  test('of another browser, of nobody, or used before is 400 and signs nobody in', async () => {
    const { searchParams } = new URL(callback, 'http://melt.local')
    const state = searchParams.get('state') ?? ''
    const code = searchParams.get('code') ?? ''
    const foreign = [
      callback,
      '/auth/chzzk/callback',
      '/auth/chzzk/callback?code=x',
      `/auth/chzzk/callback?code=${code}&state=x`,
      `/auth/chzzk/callback?code=${code}&state=${state.slice(0, -1)}`,
      `/auth/chzzk/callback?code=${code}&state=%00`,
    ]
    for (const address of foreign) {
      const other = new Visitor()
      expect((await other.get(address)).status, address).toBe(400)
      expect((await expectRefused(await other.get(address, 'application/json'), address)).code).toBe(
        'malformed',
      )
      expect(other.browser.cookies.has('melt_newcomer'), address).toBe(false)
    }
    const mine = `/auth/chzzk/callback?code=invented&state=${state}`
    const again = new Visitor()
    for (const [name, value] of visitor.browser.cookies) again.browser.cookies.set(name, value)
    expect((await again.get(mine)).status).toBe(400)
  })

  test('is good once', async () => {
    const visitor = new Visitor()
    const address = await visitor.consent({ channelId: demoPeople.generous.channelId })
    const cookies = new Map(visitor.browser.cookies)
    expect((await visitor.get(address)).headers.get('Location')).toBe('/welcome')
    const again = new Visitor()
    for (const [name, value] of cookies) again.browser.cookies.set(name, value)
    expect((await again.get(address)).status).toBe(400)
    expect(again.browser.cookies.has('melt_newcomer')).toBe(false)
  })

  test.each(['no_code', 'access_denied'])(
    'without consent (%s) leads to the login with a kind word',
    async (denial) => {
      await setSwitches({ denial })
      const visitor = new Visitor()
      const response = await visitor.get(await visitor.consent({ deny: '1' }))
      expect([response.status, response.headers.get('Location')]).toEqual([302, '/login'])
      expect(await (await visitor.get('/login')).text()).toContain('로그인하지 않았어요')
      expect(await (await visitor.get('/login')).text()).not.toContain('로그인하지 않았어요')
    },
  )

  test.each(['down', 'rate_limited', 'html_200', 'html_502', 'reset', 'slow'])(
    'while CHZZK is %s is a page that says so, and everything else still works',
    async (fault) => {
      const owner = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
      const before = await stored()
      const visitor = new Visitor()
      const address = await visitor.consent({ channelId: someChzzkId() })
      await setSwitches(
        fault === 'slow' ? { slowMs: 5_500 } : { fault, faultAt: fault === 'down' ? 'users/me' : 'token' },
      )
      const coming = visitor.get(address)
      expect((await stranger.get(`/feed?chzzkChannelId=${owner.chzzkUserId}`)).status).toBe(200)
      expect((await owner.get('/auth/me')).status).toBe(200)
      const response = await coming
      expect(response.status).toBe(503)
      expect(response.headers.get('Content-Type')).toMatch(/^text\/html/)
      expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
      const shown = await response.text()
      expect(shown).toContain('치지직이 잠시 응답하지 않아요')
      expect(shown).toContain('href="/login"')
      expect(shown).not.toMatch(/href="[^"]*callback/)
      expect(await stored()).toEqual(before)
      await setSwitches({ fault: 'none', slowMs: 0 })
      expect((await visitor.logIn(someChzzkId())).headers.get('Location')).toBe('/welcome')
    },
  )
})
