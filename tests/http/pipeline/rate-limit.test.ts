import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { deleteExpiredWindows } from '~/domain/rate-limits/consume.server'
import { type Client, signedIn, stranger, useMelt } from '../../support/melt'
import { expectRefused } from '../../support/operations'
import { someChzzkId } from '../../support/people'
import { COLUMNS, fileOf, uploadStatement } from '../../support/statements'
import { tablesHolding } from '../../support/stored'

vi.hoisted(() => {
  process.env.MELT_RATE_LIMITS = 'on'
  // What comes from memory asks no database, and counts nowhere.
  process.env.MELT_PAGE_CACHE_MB = '0'
})

useMelt()

/** Ten seconds into a minute that nobody has used; the clock stands still. */
let minute = Date.UTC(2026, 10, 21, 12)
beforeEach(() => {
  minute += 60_000
  vi.useFakeTimers({ toFake: ['Date'], now: minute + 10_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const person = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

/** How many of these requests, some at once, need not wait. */
async function passed(times: number, send: () => Promise<Response>) {
  let count = 0
  for (let sent = 0; sent < times; sent += 30) {
    const answers = await Promise.all(Array.from({ length: Math.min(30, times - sent) }, send))
    count += answers.filter(({ status }) => status !== 429).length
  }
  return count
}

/** How many were drawn from the database in this minute, less what the last block has left. */
async function used(prefix: string) {
  const { _sum } = await db.rateLimit.aggregate({
    where: { key: { startsWith: prefix }, windowStart: new Date(minute) },
    _sum: { used: true },
  })
  return _sum.used
}

const reads = (by: Client) => passed(330, () => by.get('/channels'))
const acts = (by: Client) => passed(90, () => by.post(`/donations/intents/${randomUUID()}/dismiss`))

describe('In one minute', () => {
  test('a person reads 300 times and acts 60 times, and nobody else has to wait for it', async () => {
    const [one, other] = [await person(), await person()]
    expect(await reads(one)).toBe(300)
    expect(await acts(one)).toBe(60)
    expect((await other.get('/channels')).status).toBe(200)
    expect((await stranger.get('/channels')).status).toBe(200)
  })

  test('strangers behind one address all read on, where one person alone would have to wait', async () => {
    const some = () => stranger.get('/terms', 'text/html')
    expect(await passed(400, some)).toBe(400)
    expect(await used('address:')).toBe(400)
    expect((await stranger.request('GET', '/auth/chzzk/login')).status).toBe(302)
  })

  test('strangers of one address share 3,000 of everything, whatever they claim to be', async () => {
    let n = 0
    const liar = (method: string, path: string) => () =>
      stranger.request(method, path, { headers: { 'X-Forwarded-For': `10.0.0.${n++ % 200}` } })
    expect(await passed(1, liar('GET', '/channels'))).toBe(1)
    await db.rateLimit.updateMany({ where: { key: { startsWith: 'address:' } }, data: { used: 2_900 } })
    expect(await passed(100, liar('GET', '/channels'))).toBe(100)
    expect(await passed(70, liar('POST', '/donations/intent'))).toBe(49)
    for (const path of ['/channels', '/me/export', '/auth/chzzk/login', '/'])
      expect((await stranger.get(path)).status, path).toBe(429)
    expect((await (await person()).get('/channels')).status).toBe(200)
    minute += 60_000
    vi.setSystemTime(minute)
    expect((await stranger.get('/channels')).status).toBe(200)
  })

  test.each([
    ['somebody who reads', 'GET', '/terms', '지금 많은 분이 보고 있어요', '50초 뒤에 다시 열어 주세요'],
    ['somebody who acts', 'POST', '/auth/agree', '조금만 천천히 보내 주세요', '50초 뒤에 다시 보내 주세요'],
  ])('%s where too many are hears it kindly, with the way on', async (_who, method, path, title, detail) => {
    const send = (accept: string) => stranger.request(method, path, { headers: { Accept: accept } })
    expect((await send('application/json')).status).not.toBe(429)
    await db.rateLimit.updateMany({ where: { key: { startsWith: 'address:' } }, data: { used: 3_000 } })
    expect(await passed(60, () => send('application/json'))).toBe(49)
    const answer = await send('application/json')
    expect(answer.headers.get('Retry-After')).toBe('50')
    expect(await answer.json()).toMatchObject({ code: 'rate_limited', title, detail })
    const page = await send('text/html')
    expect([page.status, page.headers.get('Retry-After')]).toEqual([429, '50'])
    const text = await page.text()
    for (const words of [title, detail, 'lang="ko"', 'href="/"']) expect(text).toContain(words)
  })

  test('first sights of channels are counted over everybody: made-up ids do not spend what CHZZK allows', async () => {
    const limit = { where: { key: 'channel_lookup' }, data: { used: 600 } }
    const sight = () => stranger.get(`/channels/${someChzzkId()}`)
    expect((await sight()).status).toBe(404)
    await db.rateLimit.updateMany(limit)
    expect(await passed(15, sight)).toBe(9)
    const open = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    expect((await stranger.get(`/channels/${open.chzzkUserId}`)).status).toBe(200)
  })

  test('a person takes their data along three times', async () => {
    const one = await person()
    expect(await passed(5, () => one.get('/me/export'))).toBe(3)
    expect((await one.get('/channels')).status).toBe(200)
  })

  test('a creator confirms more often than anybody acts', async () => {
    const owner = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    expect(await passed(630, () => owner.post(`/donations/${randomUUID()}/confirm`))).toBe(600)
  })

  test('a statement is planned twelve times, whatever brings that about, and answers stand without it', async () => {
    const owner = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    const { id } = await uploadStatement(owner, fileOf([{ at: '2026-11-03 20:00:00', amount: 900 }]))
    const at = `/creator/statements/${id}`
    await owner.ask('PUT', `${at}/mapping`, { columns: COLUMNS })
    const answer = (outcome: string) => owner.post(`${at}/lines/2`, { outcome }, 'PUT')
    const plan = async () =>
      (await owner.ask<{ statement: { plan: { lines: object } | null } }>('GET', at)).statement.plan
    for (const outcome of ['ignored', 'undecided', 'ignored'])
      expect((await answer(outcome)).status).toBe(200)
    expect(await plan()).toMatchObject({ lines: { ignored: 1 } })
    const alike = () => owner.post(`${at}/lines`, { of: 'chosen', outcome: 'undecided' }, 'PUT')
    expect(await passed(30, alike)).toBe(12 - 5)
    expect(await passed(30, () => answer('onHold'))).toBe(30)
    expect(await plan()).toBeNull()
    minute += 60_000
    vi.setSystemTime(minute)
    await answer('onHold')
    expect(await plan()).toMatchObject({ lines: { onHold: 1 } })
  })

  test('pages count as reads', async () => {
    const one = await person()
    expect(await passed(310, () => one.request('GET', '/terms', { headers: { Accept: 'text/html' } }))).toBe(
      300,
    )
    const page = await one.get('/terms', 'text/html')
    expect([page.status, page.headers.get('Retry-After')]).toEqual([429, '50'])
    expect(await page.text()).toContain('조금만 천천히 둘러봐 주세요')
  })

  test('whoever is too fast hears until when, and then it goes on', async () => {
    const one = await person()
    await acts(one)
    const response = await one.post('/creator/channel')
    expect(response.headers.get('Retry-After')).toBe('50')
    expect((await expectRefused(response, 'too fast')).code).toBe('rate_limited')
    expect((await one.get('/channels')).status).toBe(200)
    vi.setSystemTime(minute + 60_000)
    expect((await one.post('/creator/channel')).status).toBe(201)
  })

  test('a refused form counts too, so that guessing is slow', async () => {
    const one = await person()
    expect(await passed(70, () => one.form('/donations/intent', { chzzkChannelId: 'x' }))).toBe(60)
  })
})

describe('Two instances on one database', () => {
  async function instances() {
    vi.resetModules()
    const one = await import('~/domain/rate-limits/consume.server')
    vi.resetModules()
    const two = await import('~/domain/rate-limits/consume.server')
    expect(one.consumeRateLimit).not.toBe(two.consumeRateLimit)
    return [one.consumeRateLimit, two.consumeRateLimit] as const
  }

  test.each([
    [1, 60],
    [10, 300],
    [10, 25],
    [7, 20],
    [50, 3_000],
    [500, 3_000],
  ])('give out together what one would, %i at a time of %i', async (atOnce, perMinute) => {
    const takes = await instances()
    const key = `test:${randomUUID()}`
    const wanted = Array.from({ length: perMinute * 2 + 20 }, (_, n) =>
      takes[n % 2]?.(key, { perMinute, atOnce }),
    )
    const outcomes = await Promise.allSettled(wanted)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(perMinute)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ reason: 'rate_limited', retryAfterSeconds: 50 })
    }
  })

  test('leave each other what a burst on one of them does not need', async () => {
    const [one, other] = await instances()
    const key = `test:${randomUUID()}`
    await Promise.all(Array.from({ length: 70 }, () => one(key, { perMinute: 3_000, atOnce: 50 })))
    const { used } = await db.rateLimit.findFirstOrThrow({ where: { key } })
    expect(used).toBe(100)
    await other(key, { perMinute: 3_000, atOnce: 50 })
  })

  test('forget the minutes that are over', async () => {
    const [take] = await instances()
    await take('test:old', { perMinute: 60, atOnce: 1 })
    vi.setSystemTime(minute + 11 * 60_000)
    await deleteExpiredWindows()
    expect(await db.rateLimit.count({ where: { key: 'test:old' } })).toBe(0)
  })
})

test('Nobody’s address is kept', async () => {
  await stranger.get('/channels')
  expect(await db.rateLimit.count()).toBeGreaterThan(0)
  expect(await tablesHolding(['127.0.0.1'])).toEqual([])
})
