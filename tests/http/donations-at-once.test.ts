import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { db } from '~/db/client.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { createFixture, donate, type Fixture } from '../support/fixtures'
import { type Client, signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

const AT_ONCE = 12

let fixture: Fixture
beforeAll(async () => {
  fixture = await createFixture()
})

/** The same request many times at once: the statuses, sorted, and the different bodies. */
async function press(by: Client, path: string, body: unknown) {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => by.post(path, body)))
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  return { statuses: answers.map(({ status }) => status).sort(), bodies: [...new Set(texts)] }
}

const all = (status: number) => Array(AT_ONCE).fill(status)
const oneMade = [...Array(AT_ONCE - 1).fill(200), 201]

describe('Pressed many times at once', () => {
  test('an intent with its request is one', async () => {
    const body = { chzzkChannelId: fixture.creator.chzzkUserId, requestId: randomUUID(), message: '한 번만' }
    const { statuses, bodies } = await press(fixture.fan, '/donations/intent', body)
    expect([statuses, bodies.length]).toEqual([all(201), 1])
    expect(await db.donationIntent.count({ where: { requestId: body.requestId } })).toBe(1)
  })

  test('a donation the creator adds is one', async () => {
    const body = { amount: 700, requestId: randomUUID(), message: '현장에서' }
    const { statuses, bodies } = await press(fixture.creator, '/donations/manual', body)
    expect([statuses, bodies.length]).toEqual([oneMade, 1])
    expect(await db.donation.count({ where: { requestId: body.requestId } })).toBe(1)
  })

  test('a lapsed intent is matched once', async () => {
    const intent = await db.donationIntent.findUniqueOrThrow({ where: { id: fixture.intent } })
    const { statuses } = await press(fixture.creator, '/donations/manual', {
      amount: 700,
      intentId: intent.id,
    })
    expect(statuses).toEqual(oneMade)
    expect(await db.donation.count({ where: { intentId: intent.id } })).toBe(1)
  })

  test('a person nobody knows is known once, by two creators at the same time', async () => {
    const { channelId: chzzkUserId } = demoPeople.quiet
    const add = (by: Client, n: number) =>
      by.post('/donations/manual', { amount: n + 1, chzzkUserId, donorName: '처음' })
    const adding = Array.from({ length: AT_ONCE }, (_, n) => add(n % 2 ? fixture.creator : fixture.other, n))
    expect((await Promise.all(adding)).map(({ status }) => status)).toEqual(all(201))
    expect(await db.user.count({ where: { chzzkUserId } })).toBe(1)
  })

  test('a confirmation, a rejection and a reversal are one entry each', async () => {
    const fan = await signedIn({ channelId: someChzzkId(), name: '감자튀김요정' })
    const [kept, refused] = [await donate(fan, fixture.creator), await donate(fan, fixture.creator)]
    const entries = (donationId: string) => db.donationEntry.count({ where: { donationId } })
    expect((await press(fixture.creator, `/donations/${kept}/confirm`, { amount: 5 })).statuses).toEqual(
      all(200),
    )
    expect(
      (await press(fixture.creator, `/donations/${refused}/reject`, { reason: '아님' })).statuses,
    ).toEqual(all(200))
    expect([await entries(kept), await entries(refused)]).toEqual([2, 2])
    expect((await press(fixture.creator, `/donations/${kept}/reverse`, { reason: '틀림' })).statuses).toEqual(
      all(200),
    )
    expect(await entries(kept)).toBe(3)
  })

  test('a confirmation and a rejection of the same donation leave one of them', async () => {
    const fan = await signedIn({ channelId: someChzzkId(), name: '서울숲다람쥐' })
    const id = await donate(fan, fixture.creator)
    const both = await Promise.all([
      fixture.creator.post(`/donations/${id}/confirm`),
      fixture.creator.post(`/donations/${id}/reject`, { reason: '아님' }),
    ])
    const { status } = await db.donation.findUniqueOrThrow({ where: { id } })
    const written = await db.donationEntry.findMany({ where: { donationId: id }, orderBy: { seq: 'asc' } })
    expect(written.at(-1)?.to).toBe(status)
    expect(both.map((answer) => answer.status)).toContain(200)
    expect(both.every((answer) => [200, 409].includes(answer.status))).toBe(true)
  })

  test('a fan’s registrations leave three that wait, and the others in the queue behind them', async () => {
    const fan = await signedIn({ channelId: someChzzkId(), name: '봄' })
    const ids = await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const body = { chzzkChannelId: fixture.creator.chzzkUserId }
        return (await fan.ask<{ intentId: string }>('POST', '/donations/intent', body)).intentId
      }),
    )
    const register = (intentId: string) =>
      fan.post('/donations/occurred', { intentId, message: '안녕', amount: 1 })
    const statuses = (await Promise.all(ids.map(register))).map(({ status }) => status).sort()
    expect(statuses).toEqual(Array(AT_ONCE).fill(201))
    const places = { donorId: fan.id, status: 'OCCURRED' } as const
    expect(await db.donation.count({ where: places })).toBe(3)
    expect(await db.donationIntent.count({ where: { id: { in: ids }, registeredAt: { not: null } } })).toBe(
      AT_ONCE - 3,
    )
  })

  test('a day’s total is entered, and the last one stands', async () => {
    const { statuses } = await press(fixture.creator, '/donations/daily-total', {
      date: '2026-11-01',
      amount: 10,
    })
    expect(statuses).toEqual(all(200))
    const amounts = Array.from({ length: AT_ONCE }, (_, n) => n)
    const enter = (amount: number) =>
      fixture.creator.post('/donations/daily-total', { date: '2026-11-02', amount })
    expect((await Promise.all(amounts.map(enter))).map(({ status }) => status)).toEqual(all(200))
    const total = await fixture.creator.ask<{ enteredTotal: number }>(
      'GET',
      '/donations/daily-total?date=2026-11-02',
    )
    expect(amounts).toContain(total.enteredTotal)
  })
})

test('A request of one channel’s intent cannot be turned to another', async () => {
  const requestId = randomUUID()
  const first = { chzzkChannelId: fixture.creator.chzzkUserId, requestId, message: '이 채널에' }
  const { intentId } = await fixture.fan.ask<{ intentId: string }>('POST', '/donations/intent', first)
  const turned = { ...first, chzzkChannelId: fixture.other.chzzkUserId, message: '저 채널에' }
  expect((await fixture.fan.post('/donations/intent', turned)).status).toBe(409)
  expect(await db.donationIntent.findUnique({ where: { id: intentId } })).toMatchObject({
    message: '이 채널에',
  })
})

test('Ids in capitals are the same ids', async () => {
  const fan = await signedIn({ channelId: someChzzkId(), name: '대문자' })
  const id = await donate(fan, fixture.creator)
  const body = { items: [{ id: id.toUpperCase(), amount: 77 }] }
  const outcome = await fixture.creator.ask('POST', '/donations/confirm', body)
  expect(outcome).toMatchObject({ confirmed: [{ id, amount: 77 }], failed: [], sum: 77 })
})

test('Sums beyond two billion cheese are still told', async () => {
  const owner = await signedIn({ channelId: someChzzkId(), name: '큰손', opened: true })
  const day = '2026-11-03'
  for (let n = 0; n < 22; n++) {
    await owner.ask('POST', '/donations/manual', { amount: 100_000_000, occurredAt: `${day}T00:00:00Z` })
  }
  const sum = 2_200_000_000
  expect(await owner.ask('GET', '/donations/summary')).toMatchObject({ confirmed: { count: 22, sum } })
  expect(await owner.ask('GET', `/donations/daily-total?date=${day}`)).toMatchObject({ confirmedTotal: sum })
})

test('After all of it the ledger agrees with itself', async () => {
  expect((await verifyLedger()).disagreement).toBeNull()
})
