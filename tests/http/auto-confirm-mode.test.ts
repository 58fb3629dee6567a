import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { parseNotice } from '~/http/responses/answer.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'

useMelt()

const PATH = '/creator/session'
const OFF = {
  mode: 'off',
  autoConfirmStopped: false,
  connection: { state: 'off', since: null, trouble: null },
  dropped: null,
  gaps: [],
  lastEventAt: null,
  lastTestAt: null,
  waiting: 0,
}

let creator: Client
let other: Client
let fan: Client

beforeAll(async () => {
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
})

const changes = async (of = creator) =>
  (
    await db.autoConfirmModeChange.findMany({
      where: { channel: { ownerId: of.id } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  ).map(({ mode, reason, actorId }) => [mode, reason, actorId])
const modeOf = async (of = creator) => (await of.ask<typeof OFF>('GET', PATH)).mode

async function noticeOf(response: Response) {
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('melt_notice=')) ?? ''
  const headers = { Cookie: cookie.split(';')[0] ?? '' }
  return (await parseNotice(new Request('http://melt.local', { headers })))?.text
}

describe('A session', () => {
  test('is off until its creator says otherwise', async () => {
    expect(await creator.ask('GET', PATH)).toEqual(OFF)
  })

  test.each(['assist', 'auto'] as const)('is set to %s at once, and again changes nothing', async (mode) => {
    for (let n = 0; n < 2; n++) expect(await creator.ask('PUT', PATH, { mode })).toEqual({ mode })
    expect(await creator.ask('GET', PATH)).toMatchObject({ mode, connection: { state: 'connecting' } })
    expect(await changes()).toEqual([[mode, 'chosen', creator.id]])
    await creator.ask('PUT', PATH, { mode: 'off' })
    expect(await creator.ask('GET', PATH)).toMatchObject({ mode: 'off', connection: OFF.connection })
  })

  test('set by many at once has a history that tells its mode', async () => {
    const modes = ['auto', 'assist', 'off', 'auto', 'assist', 'auto']
    const answers = await Promise.all(modes.map((mode) => creator.post(PATH, { mode }, 'PUT')))
    expect(answers.map(({ status }) => status)).toEqual(Array(modes.length).fill(200))
    const history = (await changes()).map(([mode]) => mode)
    expect(history.at(-1)).toBe(await modeOf())
    expect(history.filter((mode, n) => mode === history[n - 1])).toEqual([])
  })

  test.each([
    [{}, 'mode'],
    [{ mode: 'on' }, 'mode'],
    [{ mode: '' }, 'mode'],
    [{ mode: null }, 'mode'],
    [{ mode: ['auto'] }, 'mode'],
    [{ mode: 'AUTO' }, 'mode'],
  ])('asks for one of three: %j', async (fields, path) => {
    const response = await creator.post(PATH, fields, 'PUT')
    expect(response.status).toBe(422)
    const { code, errors } = await expectRefused(response, 'session')
    expect([code, errors, await modeOf()]).toEqual(['invalid', [path], 'off'])
  })

  test('is nobody’s who has no channel', async () => {
    expect([
      (await stranger.get(PATH)).status,
      (await stranger.post(PATH, { mode: 'auto' }, 'PUT')).status,
    ]).toEqual([401, 401])
    expect([(await fan.get(PATH)).status, (await fan.post(PATH, { mode: 'auto' }, 'PUT')).status]).toEqual([
      403, 403,
    ])
    expect((await creator.post(PATH, { mode: 'auto' })).status).toBe(405)
  })

  test('of another creator stays as it was', async () => {
    await creator.ask('PUT', PATH, { mode: 'auto' })
    expect(await other.ask('GET', PATH)).toEqual(OFF)
    expect(await changes(other)).toEqual([])
  })
})

describe('A form without JavaScript', () => {
  test.each([
    ['off', '치지직 후원 신호를 껐어요'],
    ['assist', '후원 신호를 참고로만 볼게요. 확인은 직접 해 주세요'],
    ['auto', '후원 신호가 오면 바로 확인할게요'],
  ])('chooses %s and comes back to the page with a notice', async (mode, said) => {
    const response = await creator.form(PATH, { _method: 'PUT', mode, formPage: '/dashboard/signals' })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/dashboard/signals'])
    expect([await noticeOf(response), await modeOf()]).toEqual([said, mode])
  })

  test('that chooses nothing comes back with what is missing', async () => {
    const response = await creator.form(PATH, { _method: 'PUT', formPage: '/dashboard/signals' })
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(/role="alert"[\s\S]*치지직 후원 신호[\s\S]*id="mode-error"/)
  })
})

describe('The settings', () => {
  const settings = {
    whoMayWrite: 'everyone',
    allowLinks: true,
    retweetsADay: 5,
    blockedWords: [],
    allowedWords: [],
  }

  test('without a mode leave it as it is, by JSON and by the page’s own form', async () => {
    await creator.ask('PUT', PATH, { mode: 'auto' })
    expect(await creator.ask('PUT', '/creator/settings', settings)).toMatchObject({
      sessionMode: 'auto',
      retweetsADay: 5,
    })
    const fields = {
      _method: 'PUT',
      whoMayWrite: 'nobody',
      retweetsADay: '7',
      blockedWords: '',
      allowedWords: '',
      formPage: '/dashboard/settings',
    }
    expect((await creator.form('/creator/settings', fields)).status).toBe(303)
    expect(await creator.ask('GET', '/creator/settings')).toMatchObject({
      sessionMode: 'auto',
      whoMayWrite: 'nobody',
    })
    expect(await changes()).toEqual([['auto', 'chosen', creator.id]])
  })

  test('with a mode choose it, and write it down once', async () => {
    for (let n = 0; n < 2; n++) {
      const kept = await creator.ask('PUT', '/creator/settings', { ...settings, sessionMode: 'assist' })
      expect(kept).toMatchObject({ sessionMode: 'assist', allowLinks: true })
    }
    expect(await changes()).toEqual([['assist', 'chosen', creator.id]])
  })

  test('with a mode that there is not are refused whole', async () => {
    const response = await creator.post('/creator/settings', { ...settings, sessionMode: 'on' }, 'PUT')
    expect((await expectRefused(response, 'settings')).errors).toEqual(['sessionMode'])
    expect(await creator.ask('GET', '/creator/settings')).toMatchObject({
      sessionMode: 'off',
      retweetsADay: 20,
    })
  })

  test('tell in one line how signals stand', async () => {
    const page = async () => (await creator.get('/dashboard/settings', 'text/html')).text()
    expect(await page()).toMatch(/href="\/dashboard\/signals"[\s\S]*치지직 후원 신호[\s\S]*꺼짐/)
    await creator.ask('PUT', PATH, { mode: 'auto' })
    expect((await page()).replaceAll('<!-- -->', '')).toContain('바로 확인하기 · 연결하는 중')
  })
})
