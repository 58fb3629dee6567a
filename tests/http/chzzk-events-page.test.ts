import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AutoConfirmMode, AutoConfirmModeReason, ChzzkConnectionEnd } from '#prisma'
import { minuteCopy, spanCopy } from '~/copy/ko/dates'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { connectionOf, eventOf, processAll } from '../support/chzzk-events'
import { createIntent } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

const MINUTE_MS = 60_000
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS)
const said = (at: Date) => minuteCopy(at.toISOString())
const span = (from: Date, to: Date) => spanCopy(from.toISOString(), to.toISOString())

let creator: Client
let channelId: string
let fan: Client

beforeAll(async () => {
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })
  channelId = channel.id
})
afterEach(async () => {
  await db.instanceSwitches.update({ where: { id: 1 }, data: { autoConfirmStoppedAt: null } })
})

type Change = { mode: AutoConfirmMode; at: Date; reason?: AutoConfirmModeReason }

/** The mode's history, oldest first, and what it came to. */
async function wanted(...changes: Change[]) {
  const mode = changes.at(-1)?.mode ?? 'off'
  const rows = changes.map(({ reason = 'chosen', ...change }) => ({
    ...change,
    reason,
    channelId,
    actorId: reason === 'chosen' ? creator.id : null,
  }))
  await db.$transaction([
    db.autoConfirmModeChange.createMany({ data: rows }),
    db.channelSettings.create({ data: { channelId, sessionMode: mode } }),
  ])
}

/** A connection that heard everything from one time to another; without an end it still does. */
const heard = (from: Date, endedAt?: Date, end: ChzzkConnectionEnd = 'lost') =>
  db.chzzkConnection.create({
    data: {
      channelId,
      holderId: randomUUID(),
      connectedAt: from,
      subscribedAt: from,
      heardAt: endedAt ?? new Date(),
      ...(endedAt ? { endedAt, end } : {}),
    },
  })

const held = (failure: string | null = null) =>
  db.chzzkLease.create({
    data: {
      channelId,
      holderId: randomUUID(),
      heldUntil: minutesAgo(-5),
      failure,
      failures: failure ? 1 : 0,
    },
  })

const identify = (name: string, { id, chzzkUserId }: Client, channel: Viewer['channel'] = null): Viewer => ({
  id,
  chzzkUserId,
  displayName: name,
  role: 'viewer',
  channel,
})

/** Events of the fan, stored and processed as a socket's are. */
async function receive(...fields: Record<string, unknown>[]) {
  const name = '밤비노래방'
  const channel = { id: channelId, chzzkChannelId: creator.chzzkUserId, name }
  const owner = identify(name, creator, channel)
  const giver = identify('새벽세시라면', fan)
  const socket = await connectionOf(owner)
  await socket.store(...fields.map((one) => eventOf(owner, giver, one)))
  await processAll()
}

async function page(path = '/dashboard/signals', by = creator) {
  const response = await by.get(path, 'text/html')
  expect(response.status).toBe(200)
  const text = await response.text()
  return text.slice(text.indexOf('<main')).replaceAll('<!-- -->', '')
}

const MODE_FORM = /name="_method" value="PUT"/
const STOP = '자동 확인 멈추기'

describe('The page of signals', () => {
  test('is a creator’s alone', async () => {
    const away = await stranger.get('/dashboard/signals', 'text/html')
    expect([away.status, away.headers.get('Location')]).toEqual([
      302,
      '/login?redirectTo=%2Fdashboard%2Fsignals',
    ])
    expect((await fan.get('/dashboard/signals', 'text/html')).status).toBe(403)
  })

  test('switched off tells what each choice does, and offers nothing that needs a connection', async () => {
    const text = await page()
    expect(text).toContain('지금은 치지직에서 신호를 받지 않아요')
    expect(text).toMatch(MODE_FORM)
    for (const name of ['끄기', '참고만 하기', '바로 확인하기']) expect(text).toContain(name)
    expect(text).toMatch(/value="off"[^>]*checked|checked[^>]*value="off"/)
    for (const none of [STOP, '놓친 시간', '치지직 스튜디오', '빠짐없이']) expect(text).not.toContain(none)
  })

  test('connected tells since when, and that nothing was missed', async () => {
    const since = minutesAgo(90)
    await wanted({ mode: 'auto', at: since })
    await Promise.all([heard(since), held()])
    const text = await page()
    expect(text).toContain(`${said(since)}부터 신호를 받고 있어요`)
    expect(text).toContain('켜 둔 동안에는 빠짐없이 받았어요')
    expect(text).toContain('연결됨')
    expect(text).toMatch(new RegExp(`name="mode" value="assist"[\\s\\S]*${STOP}`))
    expect(text).toContain(`href="${process.env.PUBLIC_URL}/sandbox/chzzk/studio/${creator.chzzkUserId}"`)
    expect(text).toContain('테스트 신호는 아직 오지 않았어요')
  })

  test('a week without a gap is said to be one', async () => {
    const since = minutesAgo(8 * 24 * 60)
    await wanted({ mode: 'assist', at: since })
    await Promise.all([heard(since), held()])
    const text = await page()
    expect(text).toContain('지난 7일 동안 빠짐없이 받았어요')
    expect(text).not.toContain(STOP)
  })

  test('gaps are told latest first, with the way to add by hand what was missed', async () => {
    const [since, lost, back, silent, again] = [500, 400, 380, 300, 200].map(minutesAgo) as [
      Date,
      Date,
      Date,
      Date,
      Date,
    ]
    await wanted({ mode: 'auto', at: since })
    await Promise.all([heard(since, lost), heard(back, silent, 'silent'), heard(again), held()])
    const text = await page()
    const [first, second] = [span(silent, again), span(lost, back)].map(
      (one) => `${one}에는 신호를 받지 못했어요`,
    )
    expect(text.indexOf(first ?? '')).toBeGreaterThan(0)
    expect(text.indexOf(second ?? '')).toBeGreaterThan(text.indexOf(first ?? ''))
    expect(text).toContain('치지직에서 다시 받아 올 수 없어요')
    expect(text).toContain('href="/dashboard/donations/new"')
    expect(text).not.toContain('빠짐없이')
  })

  test('a gap that goes on has no end', async () => {
    const [since, lost] = [minutesAgo(100), minutesAgo(30)]
    await wanted({ mode: 'assist', at: since })
    await Promise.all([heard(since, lost), held('unavailable')])
    const text = await page()
    expect(text).toContain(`<li class="row">${said(lost)}부터 신호를 받지 못하고 있어요`)
    expect(text).toContain('지금은 연결되어 있지 않아서 테스트 신호도 오지 않아요')
  })

  test('what was off is no gap', async () => {
    const [since, off, on] = [minutesAgo(300), minutesAgo(200), minutesAgo(100)]
    await wanted({ mode: 'auto', at: since }, { mode: 'off', at: off }, { mode: 'auto', at: on })
    await Promise.all([heard(since, off, 'closed'), heard(on), held()])
    expect(await page()).toContain('켜 둔 동안에는 빠짐없이 받았어요')
  })

  test('just switched on is connecting', async () => {
    await wanted({ mode: 'auto', at: new Date() })
    expect(await page()).toContain('치지직에 연결하고 있어요. 보통 몇 초면 돼요')
  })

  const LOGIN = 'href="/auth/chzzk/login?redirectTo=%2Fdashboard%2Fsignals"'
  test.each([
    ['grant_gone', '치지직 로그인이 끝나서 신호를 받을 수 없어요', true],
    ['no_scope', '다시 로그인하면서 후원 조회에 동의해 주세요', true],
    ['revoked', '치지직에서 후원 조회 동의가 풀렸어요', true],
    ['no_slot', '다른 프로그램이 연결을 쓰고 있어요', false],
    ['unavailable', '치지직이 응답하지 않아요.</strong> 계속 다시 연결해 볼게요', false],
    ['lost', '치지직과의 연결이 끊겼어요', false],
    ['a word of tomorrow', '지금은 신호를 받을 수 없어요', false],
  ])('trouble %s is told in plain words', async (failure, words, byLogin) => {
    await wanted({ mode: 'assist', at: minutesAgo(10) })
    await held(failure)
    const text = await page()
    expect(text).toContain('연결 안 됨')
    expect(text).toContain(words)
    expect(text.includes(LOGIN)).toBe(byLogin)
    expect(text).not.toContain(failure === 'no_slot' ? 'no_slot' : `>${failure}<`)
  })

  test.each([
    ['revoked', '치지직에서 후원 조회 동의가 풀렸어요', true],
    ['grant_gone', '치지직 로그인이 끝나서 신호를 받을 수 없었어요', true],
    ['silent', '치지직과 연결이 끊겼어요', false],
  ] as const)('what %s took away is told, until its creator chooses again', async (reason, why, byLogin) => {
    const at = minutesAgo(20)
    await wanted({ mode: 'auto', at: minutesAgo(60) }, { mode: 'assist', at, reason })
    const text = await page()
    expect(text).toContain('자동 확인이 멈췄어요')
    expect(text).toContain(`${why}. ${said(at)}부터 신호를 참고만 하고 있어요`)
    expect([text.includes(LOGIN), text.includes(STOP)]).toEqual([byLogin, false])
    await creator.ask('PUT', '/creator/session', { mode: 'auto' })
    expect(await page()).not.toContain('자동 확인이 멈췄어요')
  })

  test('an operator’s stop is told to whom it concerns', async () => {
    await db.instanceSwitches.update({ where: { id: 1 }, data: { autoConfirmStoppedAt: new Date() } })
    expect(await page()).not.toContain('운영자가 자동 확인을 모두 멈췄어요')
    await wanted({ mode: 'auto', at: minutesAgo(5) })
    expect(await page()).toContain('운영자가 자동 확인을 모두 멈췄어요')
  })

  test('what came is told: the last signal, a test, and what waits', async () => {
    await wanted({ mode: 'assist', at: minutesAgo(5) })
    await receive({ payAmount: 1_000_000 }, { donatorChannelId: 'TEST' })
    const text = await page()
    expect(text).toMatch(/테스트 신호가 \d\d:\d\d에 왔어요/)
    expect(text).toMatch(/마지막 신호<\/dt><dd><time/)
    expect(text).toMatch(/신호가 온 후원 1건[\s\S]*href="\/dashboard\/donations"/)
  })

  test('never tells of another creator', async () => {
    await wanted(
      { mode: 'auto', at: minutesAgo(100) },
      { mode: 'assist', at: minutesAgo(50), reason: 'revoked' },
    )
    await Promise.all([heard(minutesAgo(100), minutesAgo(50), 'revoked'), held('revoked')])
    await receive({}, { donatorChannelId: 'TEST' })
    const other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    await other.ask('PUT', '/creator/session', { mode: 'assist' })
    const text = await page('/dashboard/signals', other)
    expect(text).toContain('테스트 신호는 아직 오지 않았어요')
    expect(text).toContain('신호가 온 후원 0건')
    expect(text).not.toMatch(/동의가 풀렸어요|자동 확인이 멈췄어요/)
  })
})

describe('A donation that CHZZK told of', () => {
  test('waits with the signal’s amount, which one tap confirms', async () => {
    await wanted({ mode: 'assist', at: minutesAgo(5) })
    await receive({ payAmount: 1_000_000 })
    const list = await page('/dashboard/donations')
    expect(list).toMatch(
      /치지직 신호 있음[\s\S]*1,000,000치즈[\s\S]*value="1,000,000"[\s\S]*1,000,000치즈 확인하기/,
    )
    const id = /\/donations\/([0-9a-f-]{36})\/confirm/.exec(list)?.[1] ?? ''
    expect(await page(`/dashboard/donations/review?id=${id}`)).toMatch(
      /치지직 신호 있음[\s\S]*1건, 모두 1,000,000치즈/,
    )
    expect(await page(`/dashboard/donations/${id}`)).toMatch(
      /치지직 신호 있음[\s\S]*진행 기록[\s\S]*<td>치지직 신호/,
    )
    expect(await page('/dashboard/inbox')).toContain('치지직 신호 있음')
    await creator.form(`/donations/${id}/confirm`, { amount: '1,000,000' })
    expect(await page('/dashboard/donations?status=CONFIRMED')).toContain('치지직 신호 있음')
  })

  test('has the fan’s amount beside it where they differ', async () => {
    await wanted({ mode: 'assist', at: minutesAgo(5) })
    const intentId = await createIntent(fan, creator)
    await fan.ask('POST', '/donations/occurred', { intentId, message: '오늘도 고마워요', amount: 1000 })
    await receive({ payAmount: 1500 })
    expect(await page('/dashboard/donations')).toMatch(
      /치지직 신호 있음[\s\S]*1,500치즈[\s\S]*팬이 적은 금액은 1,000치즈예요[\s\S]*value="1,500"/,
    )
  })

  test('and that it confirmed is not said to be the streamer’s word', async () => {
    await wanted({ mode: 'auto', at: minutesAgo(5) })
    const one = await signedIn({ channelId: someChzzkId(), name: '신호받은팬' })
    const intentId = await createIntent(one, creator)
    const { donation } = await one.ask<{ donation: { id: string } }>('POST', '/donations/occurred', {
      intentId,
      message: '오늘도 고마워요',
      amount: 1000,
    })
    await receive({ payAmount: 1000, donatorChannelId: one.chzzkUserId })
    for (const path of [`/me/donations/${donation.id}`, '/letters', '/me']) {
      const text = await page(path, one)
      expect(text, path).toContain('치지직 신호로 확인됐어요. 고마운 마음이 잘 전해졌어요')
      expect(text, path).not.toContain('스트리머가 확인했어요')
    }
  })

  test('without a signal looks as it always did', async () => {
    const intentId = await createIntent(fan, creator)
    await fan.ask('POST', '/donations/occurred', { intentId, message: '오늘도 고마워요', amount: 1000 })
    expect(await page('/dashboard/donations')).not.toContain('치지직 신호')
  })

  test('is told to its fan, who still has words to leave', async () => {
    await wanted({ mode: 'assist', at: minutesAgo(5) })
    const intentId = await createIntent(fan, creator, { message: '먼저 써 둔 말' })
    const steps = () => page(`/${creator.chzzkUserId}/donate?intent=${intentId}`, fan)
    expect(await steps()).not.toContain('후원이 확인됐어요')
    await receive({ payAmount: 1000 })
    const text = await steps()
    expect(text).toMatch(
      /치지직에서 1,000치즈 후원 신호가 왔어요[\s\S]*남길 말을 적어 주세요[\s\S]*먼저 써 둔 말/,
    )
    expect(text).toMatch(/치지직이 알려 준 금액이에요[\s\S]*value="1,000"/)
    expect(text).not.toContain('후원하지 않았어요')
    await fan.ask('POST', '/donations/occurred', { intentId, message: '이제 남겨요', amount: 1000 })
    expect(await steps()).toContain('이미 메시지를 남겼어요')
    expect(await page('/dashboard/donations')).toContain('이제 남겨요')
  })
})
