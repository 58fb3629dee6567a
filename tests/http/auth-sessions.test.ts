import { afterEach, describe, expect, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { resetSandbox, sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { sessionCookie } from '~/http/login/cookies.server'
import { signedIn, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { tablesHolding } from '../support/stored'
import { grantsOf, setSwitches, Visitor } from '../support/visitor'

useMelt()
afterEach(() => resetSandbox())

/** Signed in long enough ago for the tokens to be renewed. */
async function signedInBefore(channelId: string) {
  const visitor = await new Visitor().signIn(channelId)
  const updatedAt = new Date(Date.now() - 60 * 60 * 1000)
  await db.oauthToken.updateMany({ where: ofPerson(channelId), data: { updatedAt } })
  return visitor
}

const ofPerson = (chzzkUserId: string) => ({ user: { chzzkUserId } })
const refused = async (response: Response) => (await expectRefused(response, 'refused')).code

describe('A session', () => {
  test('is a cookie that scripts, other sites and other places cannot use', async () => {
    const visitor = new Visitor()
    const state = await visitor.get('/auth/chzzk/login?redirectTo=/me')
    await visitor.logIn(someChzzkId())
    const response = await visitor.post('/auth/agree', { age14: true, terms: true })
    for (const line of [...state.headers.getSetCookie(), ...response.headers.getSetCookie()]) {
      expect(line).toMatch(/; HttpOnly/)
      expect(line).toMatch(/; SameSite=Lax/)
      expect(line).not.toMatch(/Domain=/i)
      expect(line).toMatch(/; Path=\/(;|$)/)
    }
    const session = response.headers.getSetCookie().find((line) => line.startsWith('melt_session='))
    expect(session).toMatch(/Max-Age=2592000/)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })

  test('is of this host alone where people come by https: a cookie that a subdomain plants is none', async () => {
    const { PUBLIC_URL } = process.env
    vi.resetModules()
    process.env.PUBLIC_URL = 'https://melt.example'
    const cookies = await import('~/http/login/cookies.server')
    const { saveTheme } = await import('~/http/pages/theme.server')
    const { parseSessionToken } = await import('~/http/pipeline/identify.server')
    const { beginLogin } = await import('~/chzzk/login.server')
    process.env.PUBLIC_URL = PUBLIC_URL
    const ours = Object.values(cookies).filter((one) => typeof one === 'object')
    const set = await Promise.all(ours.map((cookie) => cookie.serialize('x')))
    const login = await beginLogin(new Request('https://melt.example/auth/chzzk/login'))
    const all = [...set, saveTheme('dark'), ...login.headers.getSetCookie()]
    expect(all.length).toBeGreaterThanOrEqual(6)
    for (const line of all) {
      expect(line).toMatch(/^__Host-melt_/)
      expect(line).toMatch(/; Path=\/(;|$)/)
      expect(line).toMatch(/; Secure/)
      expect(line).not.toMatch(/Domain=/i)
    }
    const [pair = ''] = (await cookies.sessionCookie.serialize('token')).split(';')
    const sent = (Cookie: string) => new Request('https://melt.example', { headers: { Cookie } })
    expect(await parseSessionToken(sent(pair))).toBe('token')
    expect(await parseSessionToken(sent(pair.replace('__Host-', '')))).toBeNull()
  })

  test('ends where somebody logs in anew with the same browser: the same person, another, or a newcomer', async () => {
    const [first, second] = [demoPeople.regular.channelId, demoPeople.streamer.channelId]
    await signedIn({ channelId: second, name: demoPeople.streamer.channelName })
    const visitor = await new Visitor().signIn(first)
    const elsewhere = await new Visitor().signIn(first)
    for (const [channelId, forgets] of [
      [first, null],
      [second, '"storage"'],
      [someChzzkId(), '"storage"'],
    ] as const) {
      const old = new Visitor()
      for (const [name, value] of visitor.browser.cookies) old.browser.cookies.set(name, value)
      expect(await old.me()).not.toBeNull()
      const response = await visitor.logIn(channelId)
      expect(response.headers.get('Clear-Site-Data'), 'drafts of another person').toBe(forgets)
      expect(await old.me(), channelId).toBeNull()
    }
    expect(await visitor.me()).toBeNull()
    expect((await visitor.get('/welcome')).status).toBe(200)
    expect(await elsewhere.me(), 'another browser').not.toBeNull()
  })

  test('is asked for anew whoever goes back: nothing drawn for it, or for a newcomer, stays in any cache', async () => {
    const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const own = ['/', `/${creator.chzzkUserId}`, '/me', '/letters', '/dashboard/inbox', '/nowhere/at/all']
    const data = [
      '/auth/me',
      '/creator/inbox',
      '/messages/mine',
      '/me/export',
      '/creator/export/donations.csv',
    ]
    const answers = [
      ...(await Promise.all(own.map((path) => creator.get(path, 'text/html')))),
      ...(await Promise.all(data.map((path) => creator.get(path, '*/*')))),
    ]
    const newcomer = new Visitor()
    await newcomer.logIn(someChzzkId())
    for (const answer of [...answers, await newcomer.get('/welcome')])
      expect(answer.headers.get('Cache-Control'), answer.url).toMatch(/^no-store/)
  })

  test('ends alone where somebody leaves, and everywhere where they ask for it', async () => {
    const { channelId } = demoPeople.regular
    const phone = await new Visitor().signIn(channelId)
    const tablet = await new Visitor().signIn(channelId)
    const stolen = new Visitor()
    for (const [name, value] of phone.browser.cookies) stolen.browser.cookies.set(name, value)
    const left = await phone.post('/auth/logout')
    expect([left.status, left.headers.get('Clear-Site-Data')]).toEqual([204, '"storage"'])
    expect(phone.browser.cookies.has('melt_session')).toBe(false)
    expect(await stolen.me()).toBeNull()
    expect(await tablet.me()).not.toBeNull()
    expect(grantsOf(channelId)).not.toEqual([])
    await phone.signIn(channelId)
    const response = await tablet.form('/auth/logout', { everywhere: 'on' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/'])
    expect([await phone.me(), await tablet.me()]).toEqual([null, null])
    expect(grantsOf(channelId)).toEqual([])
    expect(await db.oauthToken.count({ where: ofPerson(channelId) })).toBe(0)
    expect((await tablet.post('/auth/logout', { everywhere: true })).status).toBe(204)
  })

  test('ends everywhere even while CHZZK does not answer', async () => {
    const channelId = someChzzkId()
    const visitor = await new Visitor().signIn(channelId)
    await setSwitches({ fault: 'down' })
    expect((await visitor.post('/auth/logout', { everywhere: true })).status).toBe(204)
    expect(await db.session.count({ where: ofPerson(channelId) })).toBe(0)
    expect(await db.oauthToken.count({ where: ofPerson(channelId) })).toBe(0)
  })

  test('that ran out opens nothing', async () => {
    const channelId = someChzzkId()
    const visitor = await new Visitor().signIn(channelId)
    await db.session.updateMany({ where: ofPerson(channelId), data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await refused(await visitor.get('/auth/me', 'application/json'))).toBe('signed_out')
  })
})

describe('Refreshing', () => {
  test('ten times at once spends the single-use token once, and all hear the same', async () => {
    const channelId = someChzzkId()
    const visitor = await signedInBefore(channelId)
    const before = await db.oauthToken.findFirstOrThrow({ where: ofPerson(channelId) })
    const issued = sandboxMemory().accessTokens.size
    const answers = await Promise.all(Array.from({ length: 10 }, () => visitor.post('/auth/refresh')))
    const texts = new Set(await Promise.all(answers.map((answer) => answer.text())))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(texts.size).toBe(1)
    expect(sandboxMemory().accessTokens.size).toBe(issued + 1)
    const after = await db.oauthToken.findFirstOrThrow({ where: ofPerson(channelId) })
    expect([after.version, after.refreshingUntil]).toEqual([before.version + 1, null])
    expect(JSON.parse([...texts][0] ?? '')).toEqual({ expiresAt: after.expiresAt.toISOString() })
    const late = await visitor.post('/auth/refresh')
    expect(await late.text()).toBe([...texts][0])
  })

  test('a grant that is gone signs out of CHZZK, and is not asked about again', async () => {
    const channelId = someChzzkId()
    const visitor = await signedInBefore(channelId)
    resetSandbox()
    const answers = await Promise.all(Array.from({ length: 3 }, () => visitor.post('/auth/refresh')))
    for (const answer of answers) expect(await refused(answer)).toBe('signed_out')
    expect(await db.oauthToken.count({ where: ofPerson(channelId) })).toBe(0)
    expect(await visitor.me()).not.toBeNull()
  })

  test('waits for nobody where CHZZK is down, and works once it is back', async () => {
    const visitor = await signedInBefore(someChzzkId())
    await setSwitches({ fault: 'down', faultAt: 'token' })
    const answers = await Promise.all(Array.from({ length: 3 }, () => visitor.post('/auth/refresh')))
    for (const answer of answers) {
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
      expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'chzzk_unavailable' }])
    }
    await setSwitches({ fault: 'none' })
    const issued = sandboxMemory().accessTokens.size
    expect((await visitor.post('/auth/refresh')).status).toBe(200)
    expect(sandboxMemory().accessTokens.size).toBe(issued + 1)
  })

  test('takes over a lease whose holder is gone', async () => {
    const channelId = someChzzkId()
    const visitor = await signedInBefore(channelId)
    const [updatedAt, refreshingUntil] = [new Date(0), new Date(Date.now() - 1)]
    await db.oauthToken.updateMany({ where: ofPerson(channelId), data: { refreshingUntil, updatedAt } })
    expect((await visitor.post('/auth/refresh')).status).toBe(200)
  })
})

describe('At rest', () => {
  test('no token of CHZZK or of a session can be read in any table', async () => {
    const channelId = someChzzkId()
    const visitor = await signedInBefore(channelId)
    await visitor.post('/auth/refresh')
    const cookie = `melt_session=${visitor.browser.cookies.get('melt_session')}`
    const session = String(await sessionCookie.parse(cookie))
    const grants = grantsOf(channelId)
    expect(grants.length).toBeGreaterThanOrEqual(2)
    const secrets = [...grants, session].flatMap((text) => [
      text,
      Buffer.from(text).toString('base64').slice(0, 40),
    ])
    expect(await tablesHolding(secrets)).toEqual([])
    expect(await tablesHolding([channelId])).toContain('users')
  })

  test('a row of tokens moved to somebody else opens nothing', async () => {
    const [mine, theirs] = [someChzzkId(), someChzzkId()]
    await signedInBefore(mine)
    const thief = await signedInBefore(theirs)
    const { accessToken, refreshToken } = await db.oauthToken.findFirstOrThrow({ where: ofPerson(mine) })
    const moved = { accessToken, refreshToken, updatedAt: new Date(0) }
    await db.oauthToken.updateMany({ where: ofPerson(theirs), data: moved })
    const before = grantsOf(mine)
    expect(await refused(await thief.post('/auth/refresh'))).toBe('signed_out')
    expect(grantsOf(mine)).toEqual(before)
  })
})
