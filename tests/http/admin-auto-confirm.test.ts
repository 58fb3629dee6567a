import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { mayConfirmAutomatically } from '~/domain/channels/auto-confirm.server'
import type { Environment } from '~/env.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'

useMelt()

/** Named apart from the import, because the types are checked before there is a build. */
const BUILD = '../../build/server/index.js'
const PATH = '/admin/auto-confirm'
let admin: Client
let creator: Client
let fan: Client

beforeAll(async () => {
  admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin' })
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})
afterEach(async () => {
  await db.instanceSwitches.update({ where: { id: 1 }, data: { autoConfirmStoppedAt: null } })
})

const allowed = () => db.$transaction(mayConfirmAutomatically)
const acts = async (since: Date) =>
  (
    await db.auditEntry.findMany({
      where: { at: { gte: since }, act: { in: ['auto_confirm_stopped', 'auto_confirm_allowed'] } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  ).map(({ act, actorId }) => [act, actorId])
const page = async () => (await admin.get('/admin', 'text/html')).text()

describe('All automatic confirmation', () => {
  test('is stopped and allowed again by an admin, each written down once', async () => {
    const since = new Date()
    const stopped = await admin.ask('POST', PATH, { allowed: false })
    expect(stopped).toEqual({ allowed: false, environmentAllows: true, stoppedAt: expect.any(String) })
    expect(await admin.ask('POST', PATH, { allowed: false })).toEqual(stopped)
    expect(await allowed()).toBe(false)
    for (let n = 0; n < 2; n++) {
      expect(await admin.ask('POST', PATH, { allowed: true })).toEqual({
        allowed: true,
        environmentAllows: true,
        stoppedAt: null,
      })
    }
    expect(await allowed()).toBe(true)
    expect(await acts(since)).toEqual([
      ['auto_confirm_stopped', admin.id],
      ['auto_confirm_allowed', admin.id],
    ])
    const log = await (await admin.get('/admin/audit', 'text/html')).text()
    expect(log).toContain('자동 확인을 모두 멈췄어요')
    expect(log).toContain('자동 확인을 다시 허용했어요')
  })

  test('is stopped once by many who press at once', async () => {
    const since = new Date()
    const answers = await Promise.all(Array.from({ length: 6 }, () => admin.post(PATH, { allowed: false })))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect(await acts(since)).toHaveLength(1)
  })

  test('waits for a confirmation under way, and lets none follow', async () => {
    const order: string[] = []
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let begun = () => {}
    const under = new Promise<void>((resolve) => {
      begun = resolve
    })
    const confirming = db.$transaction(async (tx) => {
      expect(await mayConfirmAutomatically(tx)).toBe(true)
      begun()
      await held
      order.push('confirmed')
    })
    await under
    const stopping = admin.post(PATH, { allowed: false }).then(() => order.push('stopped'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    release()
    await Promise.all([confirming, stopping])
    expect(order).toEqual(['confirmed', 'stopped'])
    expect(await allowed()).toBe(false)
  })

  test('is on the admins’ page, as a form that needs no script', async () => {
    expect(await page()).toMatch(/name="allowed" value="false"[\s\S]*자동 확인 모두 멈추기/)
    const stopped = await admin.form(PATH, { allowed: 'false', formPage: '/admin', redirectTo: '/admin' })
    expect([stopped.status, stopped.headers.get('Location')]).toEqual([303, '/admin'])
    expect(await allowed()).toBe(false)
    expect(await page()).toMatch(
      /에 멈췄어요[\s\S]*name="allowed" value="true"[\s\S]*자동 확인 다시 허용하기/,
    )
    await admin.form(PATH, { allowed: 'true', formPage: '/admin' })
    expect(await allowed()).toBe(true)
  })

  test('stays stopped where the environment says so, whatever an admin allows', async () => {
    const { entry } = (await import(BUILD)) as { entry: { module: { env: Environment } } }
    const { env } = entry.module
    env.autoConfirm = false
    try {
      const state = { allowed: false, environmentAllows: false, stoppedAt: null }
      expect(await admin.ask('POST', PATH, { allowed: true })).toEqual(state)
      expect(await page()).toMatch(/>멈춤<[\s\S]*MELT_AUTO_CONFIRM이 off라서/)
    } finally {
      env.autoConfirm = true
    }
    expect(await page()).not.toContain('MELT_AUTO_CONFIRM')
  })

  test.each([
    { fields: {}, path: 'allowed' },
    { fields: { allowed: 'no' }, path: 'allowed' },
    { fields: { allowed: 0 }, path: 'allowed' },
    { fields: { allowed: null }, path: 'allowed' },
  ])('asks for a yes or a no: %j', async ({ fields, path }) => {
    const { code, errors } = await expectRefused(await admin.post(PATH, fields), 'auto-confirm')
    expect([code, errors]).toEqual(['invalid', [path]])
    expect(await allowed()).toBe(true)
  })

  test('is nobody else’s to stop', async () => {
    for (const by of [creator, fan])
      expect((await expectRefused(await by.post(PATH, { allowed: false }), 'by')).code).toBe('not_found')
    expect((await stranger.post(PATH, { allowed: false })).status).toBe(401)
    expect(await allowed()).toBe(true)
  })
})
