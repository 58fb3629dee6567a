import { afterEach, describe, expect, test, vi } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { resetSandbox } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { decryptNewcomer, encryptNewcomer, NEWCOMER_LIFE_SECONDS } from '~/domain/auth/session.server'
import { schemaOf } from '../support/json-schema'
import { signedIn, useMelt } from '../support/melt'
import { expectRefused, fill, lines } from '../support/operations'
import { someChzzkId } from '../support/people'
import { stored, tablesHolding } from '../support/stored'
import { grantsOf, setSwitches, Visitor } from '../support/visitor'
import { rightValue } from '../support/wrong-values'

const { admin } = vi.hoisted(() => {
  const admin = 'ad'.repeat(16)
  process.env.MELT_ADMIN_CHANNEL_IDS = `${'0'.repeat(32)}, ${admin}`
  return { admin }
})

useMelt()
afterEach(() => resetSandbox())

const agreement = { age14: true, terms: true }

describe('A newcomer', () => {
  test('is asked to agree first, and until then nothing of them is stored', async () => {
    const before = await stored()
    const visitor = new Visitor()
    const response = await visitor.logIn(demoPeople.newcomer.channelId)
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/welcome'])
    expect((await visitor.get('/welcome')).status).toBe(200)
    expect(visitor.browser.cookies.has('melt_session')).toBe(false)
    expect(await stored()).toEqual(before)
    expect(await db.session.count()).toBe(0)
  })

  test.each(lines.filter(({ operation }) => operation.who === 'viewer'))(
    'is told at $key that the agreement is missing',
    async ({ key, method, path, operation: { input } }) => {
      const before = await stored()
      const visitor = new Visitor()
      await visitor.logIn(demoPeople.newcomer.channelId)
      const address = fill(path, {
        id: rightValue({ format: 'uuid' }) as string,
        chzzkChannelId: someChzzkId(),
        chzzkUserId: someChzzkId(),
      })
      const body = JSON.stringify(input ? rightValue(schemaOf(input)) : {})
      const headers = { 'Content-Type': 'application/json' }
      const response = await visitor.request(method, address, method === 'GET' ? {} : { headers, body })
      expect(await expectRefused(response, key)).toMatchObject({ code: 'agreement_needed' })
      expect(await stored()).toEqual(before)
    },
  )

  test('agrees to both or to nothing', async () => {
    const before = await stored()
    const visitor = new Visitor()
    await visitor.logIn(demoPeople.newcomer.channelId)
    for (const half of [
      {},
      { age14: true },
      { terms: true },
      { age14: true, terms: false },
      { age14: false, terms: true },
    ]) {
      expect((await expectRefused(await visitor.post('/auth/agree', half), JSON.stringify(half))).code).toBe(
        'invalid',
      )
    }
    expect((await visitor.form('/auth/agree', { age14: 'on' })).status).toBe(422)
    expect(await stored()).toEqual(before)
    const response = await visitor.post('/auth/agree', agreement)
    expect(response.status).toBe(201)
    const { user } = (await response.json()) as { user: object }
    expect(user).toMatchObject({
      displayName: demoPeople.newcomer.channelName,
      role: 'viewer',
      channel: null,
    })
    expect(await visitor.me()).toEqual(user)
    expect(await db.user.findFirst({ where: { chzzkUserId: demoPeople.newcomer.channelId } })).toMatchObject({
      agreedAt: expect.any(Date),
    })
  })

  test('agrees once: a login that was used to agree, to decline or to leave opens nothing more', async () => {
    const channelId = someChzzkId()
    for (const use of ['agree', 'decline', 'agree, then leave'] as const) {
      const visitor = new Visitor()
      await visitor.logIn(channelId)
      const old = new Visitor()
      for (const [name, value] of visitor.browser.cookies) old.browser.cookies.set(name, value)
      await visitor.post(use === 'decline' ? '/auth/decline' : '/auth/agree', agreement)
      if (use !== 'decline') expect((await visitor.post('/me/leave', { confirm: true })).status).toBe(204)
      expect(visitor.browser.cookies.has('melt_newcomer')).toBe(false)
      const { code } = await expectRefused(await old.post('/auth/agree', agreement), use)
      expect(code, use).toBe('signed_out')
      expect((await expectRefused(await old.get('/auth/me', 'application/json'), use)).code).toBe(
        'signed_out',
      )
      expect((await old.get('/welcome')).headers.get('Location'), use).toBe('/login')
    }
    expect(await db.user.count({ where: { chzzkUserId: channelId } })).toBe(0)
    expect(await tablesHolding([channelId])).toEqual([])
    expect((await expectRefused(await new Visitor().post('/auth/agree', agreement), 'stranger')).code).toBe(
      'signed_out',
    )
  })

  test('who agreed in one browser is no second person in another, and keeps their grant where it declines', async () => {
    const channelId = someChzzkId()
    const [here, there] = [new Visitor(), new Visitor()]
    await there.logIn(channelId)
    await here.signIn(channelId)
    const grants = grantsOf(channelId)
    expect((await expectRefused(await there.post('/auth/agree', agreement), 'there')).code).toBe('conflict')
    expect((await there.post('/auth/decline')).status).toBe(204)
    expect(grantsOf(channelId)).toEqual(grants)
    expect(await here.me()).not.toBeNull()
  })

  test('who agrees twice at once has one account and one session', async () => {
    const channelId = someChzzkId()
    const visitor = new Visitor()
    await visitor.logIn(channelId)
    const answers = await Promise.all([1, 2, 3].map(() => visitor.post('/auth/agree', agreement)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401])
    expect(await db.session.count({ where: { user: { chzzkUserId: channelId } } })).toBe(1)
  })

  test('is forgotten after half an hour', async () => {
    const tokens = { accessToken: 'a', refreshToken: 'r', scope: null, expiresAt: new Date() }
    const encrypted = encryptNewcomer({ channelId: someChzzkId(), channelName: '감자', tokens })
    expect(await decryptNewcomer(encrypted)).toMatchObject({ channelName: '감자', tokens })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + NEWCOMER_LIFE_SECONDS * 1000 + 1 })
    expect(await decryptNewcomer(encrypted)).toBeNull()
    vi.useRealTimers()
    for (const broken of ['', 'v1', 'v1.x.y', encrypted.slice(0, -2), encrypted.replace('v1', 'v2')]) {
      expect(await decryptNewcomer(broken)).toBeNull()
    }
  })

  test('declines, and nothing is left here or at CHZZK', async () => {
    const before = await stored()
    const channelId = someChzzkId()
    const visitor = new Visitor()
    await visitor.logIn(channelId)
    expect(grantsOf(channelId)).toHaveLength(2)
    const response = await visitor.form('/auth/decline')
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/'])
    expect(grantsOf(channelId)).toEqual([])
    expect(visitor.browser.cookies.has('melt_newcomer')).toBe(false)
    expect(await stored()).toEqual(before)
    expect((await expectRefused(await visitor.post('/auth/agree', agreement), 'declined')).code).toBe(
      'signed_out',
    )
  })

  test('declines even where CHZZK does not answer', async () => {
    const visitor = new Visitor()
    await visitor.logIn(someChzzkId())
    await setSwitches({ fault: 'down' })
    expect((await visitor.post('/auth/decline')).status).toBe(204)
  })
})

describe('Somebody known', () => {
  test('signs in at once, with the name CHZZK says now, and goes where they wanted', async () => {
    const channelId = someChzzkId()
    await signedIn({ channelId, name: '옛 이름', opened: true })
    const visitor = new Visitor()
    const callback = await visitor.consent({ channelId, channelName: '새 이름' }, `/${channelId}/donate?x=1`)
    const response = await visitor.get(callback)
    expect([response.status, response.headers.get('Location')]).toEqual([302, `/${channelId}/donate?x=1`])
    expect(await visitor.me()).toMatchObject({
      displayName: '새 이름',
      role: 'creator',
      channel: { name: '새 이름' },
    })
  })

  test('comes back from the agreement to where they wanted', async () => {
    const visitor = new Visitor()
    await visitor.logIn(someChzzkId(), '/favorites')
    const response = await visitor.form('/auth/agree', { age14: 'on', terms: 'on' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/favorites'])
    expect(visitor.browser.cookies.has('melt_after_login')).toBe(false)
  })

  test('is an admin while the operator says so', async () => {
    const visitor = await new Visitor().signIn(admin)
    expect(await visitor.me()).toMatchObject({ role: 'admin' })
    const dismissed = someChzzkId()
    await signedIn({ channelId: dismissed, name: '전 관리자', role: 'admin' })
    expect(await (await new Visitor().signIn(dismissed)).me()).toMatchObject({ role: 'viewer' })
    const streamer = someChzzkId()
    await signedIn({ channelId: streamer, name: '전 관리자 스트리머', role: 'admin', opened: true })
    expect(await (await new Visitor().signIn(streamer)).me()).toMatchObject({ role: 'creator' })
  })
})
