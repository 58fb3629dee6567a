import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { client, invalidClient, invalidToken, programAt } from './program'
import { startSandbox } from './server'

const sandbox = await startSandbox()
const { get, post, freshCode, exchange, renew, logIn, me } = programAt(sandbox.origin)
const { regular, streamer } = demoPeople
const DAY = 86_400_000

beforeEach(sandbox.reset)
afterEach(() => vi.useRealTimers())
afterAll(sandbox.close)

describe('The token endpoint', () => {
  test('wraps its answer as CHZZK does', async () => {
    const { status, body } = await exchange(await freshCode())
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['code', 'message', 'content'])
    expect(body).toMatchObject({ code: 200, message: null })
    expect(body.content).toEqual({
      accessToken: expect.stringMatching(/^[\w-]{48,}$/),
      refreshToken: expect.stringMatching(/^[\w-]{48,}$/),
      tokenType: 'Bearer',
      expiresIn: 86400,
      scope: '유저 조회 후원 조회',
    })
  })

  test('plays the uncertain shapes when switched', async () => {
    await sandbox.set({ expiresIn: 'string', scopeOnIssue: 'absent' })
    const issued = await logIn()
    expect(issued.expiresIn).toBe('86400')
    expect(issued).not.toHaveProperty('scope')
    expect((await renew(issued.refreshToken)).body.content.scope).toBe('유저 조회 후원 조회')
  })

  test('takes a code once', async () => {
    const code = await freshCode()
    expect((await exchange(code)).status).toBe(200)
    expect(await exchange(code)).toEqual({
      status: 400,
      body: { code: 400, message: '잘못된 값을 입력했습니다.' },
    })
    await sandbox.set({ deadCode: '401' })
    expect(await exchange(code)).toEqual(invalidToken)
  })

  test('takes a code for five minutes, and only with its state', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const [old, foreign] = [await freshCode(), await freshCode()]
    expect((await exchange(foreign, { state: 'another' })).status).toBe(400)
    vi.setSystemTime(Date.now() + 301_000)
    expect((await exchange(old)).status).toBe(400)
  })

  test('does not know a wrong client, and its code stays good', async () => {
    const code = await freshCode()
    expect(await exchange(code, { clientSecret: 'wrong' })).toEqual(invalidClient)
    expect(await exchange(code, { clientId: 'wrong' })).toEqual(invalidClient)
    expect((await exchange(code)).status).toBe(200)
  })

  test('takes a refresh token once and gives the next one', async () => {
    const first = await logIn()
    const second = (await renew(first.refreshToken)).body.content
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(await renew(first.refreshToken)).toEqual(invalidToken)
    expect((await renew(second.refreshToken)).status).toBe(200)
  })

  test('takes a refresh token for thirty days', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { refreshToken } = await logIn()
    vi.setSystemTime(Date.now() + 31 * DAY)
    expect(await renew(refreshToken)).toEqual(invalidToken)
  })

  test.each([
    {},
    { grantType: 'password', ...client },
    { grantType: 'refresh_token', ...client },
    [],
    'text',
    null,
  ])('refuses %j as a wrong value', async (body) => {
    expect((await post('/auth/v1/token', body)).status).toBe(400)
  })

  test('takes JSON only', async () => {
    const body = new URLSearchParams({ grantType: 'refresh_token', refreshToken: 'x', ...client })
    expect((await fetch(`${sandbox.base}/auth/v1/token`, { method: 'POST', body })).status).toBe(400)
  })
})

describe('Revoking', () => {
  test.each(['access_token', 'refresh_token', undefined])(
    'one token (hint %s) ends all of that person, nobody else',
    async (tokenTypeHint) => {
      const [phone, desk, other] = [await logIn(), await logIn(), await logIn(streamer.channelId)]
      const token = tokenTypeHint === 'refresh_token' ? phone.refreshToken : phone.accessToken
      const ended = await post('/auth/v1/token/revoke', { token, tokenTypeHint, ...client })
      expect(ended).toEqual({ status: 200, body: { code: 200, message: null, content: null } })
      for (const grant of [phone, desk]) {
        expect(await me(grant.accessToken)).toEqual(invalidToken)
        expect(await renew(grant.refreshToken)).toEqual(invalidToken)
      }
      expect((await me(other.accessToken)).status).toBe(200)
      expect(await post('/auth/v1/token/revoke', { token, tokenTypeHint, ...client })).toEqual(invalidToken)
    },
  )

  test('is for our client only', async () => {
    const { accessToken } = await logIn()
    const asked = { token: accessToken, ...client, clientSecret: 'wrong' }
    expect(await post('/auth/v1/token/revoke', asked)).toEqual(invalidClient)
    expect((await me(accessToken)).status).toBe(200)
  })
})

describe('users/me', () => {
  test('says who it is, nickname included', async () => {
    const { accessToken } = await logIn()
    const { channelId, channelName } = regular
    const content = { channelId, channelName, nickname: channelName }
    expect(await me(accessToken)).toEqual({ status: 200, body: { code: 200, message: null, content } })
  })

  test('no longer knows an access token after a day', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { accessToken } = await logIn()
    vi.setSystemTime(Date.now() + DAY)
    expect(await me(accessToken)).toEqual(invalidToken)
  })

  test('can be made to forget sooner', async () => {
    await sandbox.set({ accessSeconds: 0 })
    expect(await me((await logIn()).accessToken)).toEqual(invalidToken)
  })

  test('wants a token', async () => {
    expect(await get('/open/v1/users/me')).toEqual({
      status: 401,
      body: { code: 401, message: 'UNAUTHORIZED' },
    })
    expect(await me('never given')).toEqual(invalidToken)
  })
})
