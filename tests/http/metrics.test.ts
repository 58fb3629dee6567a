import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db, query } from '~/db/client.server'
import { foldCounters } from '~/domain/admin/figures.server'
import { createIntent, donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

const { METRICS_TOKEN } = vi.hoisted(() => {
  process.env.METRICS_TOKEN = 'a-metrics-token-for-tests'
  return { METRICS_TOKEN: 'a-metrics-token-for-tests' }
})

useMelt()

/** Every look is more than a minute after the one before it. */
let now = Date.now()
beforeEach(() => {
  now += 120_000
  vi.useFakeTimers({ toFake: ['Date'], now })
})
afterEach(() => {
  vi.useRealTimers()
})

async function read() {
  const headers = { Authorization: `Bearer ${METRICS_TOKEN}` }
  const text = await (await stranger.request('GET', '/metrics', { headers })).text()
  const lines = text.split('\n').filter((line) => line.startsWith('melt_'))
  const values = lines.map((line): [string, number] => {
    const end = line.lastIndexOf(' ')
    return [line.slice(0, end), Number(line.slice(end + 1))]
  })
  return { text, of: Object.fromEntries(values) }
}

const creatorAnd = async (name: string): Promise<[Client, Client]> => [
  await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true }),
  await signedIn({ channelId: someChzzkId(), name }),
]

test('The metrics count what happened on the whole instance, and tell of nobody', async () => {
  const before = (await read()).of
  const [creator, fan] = await creatorAnd('새벽세시라면')
  const confirmed = await donate(fan, creator, { amount: 700 })
  await creator.ask('POST', `/donations/${confirmed}/confirm`)
  const reversed = await donate(fan, creator, { amount: 50 })
  await creator.ask('POST', `/donations/${reversed}/confirm`)
  await creator.ask('POST', `/donations/${reversed}/reverse`, { reason: '틀림' })
  await creator.ask('POST', `/donations/${await donate(fan, creator)}/reject`, { reason: '아님' })
  const waiting = await donate(fan, creator)
  const occurredAt = new Date(now - 3_600_000)
  await db.donation.update({ where: { id: waiting }, data: { occurredAt } })
  await createIntent(fan, creator)
  await fan.ask('POST', '/messages/dm', { chzzkChannelId: creator.chzzkUserId, content: '편지' })
  const { items } = await fan.ask<{ items: { id: string }[] }>(
    'GET',
    `/feed?chzzkChannelId=${creator.chzzkUserId}`,
  )
  const reader = await signedIn({ channelId: someChzzkId(), name: '서울숲다람쥐' })
  await reader.ask('POST', '/report', { messageId: items[0]?.id, reason: 'spam' })
  now += 120_000
  vi.setSystemTime(now)
  const { text, of } = await read()
  const grown = Object.fromEntries(
    Object.entries(of).map(([name, value]) => [name, value - (before[name] ?? 0)]),
  )
  expect(grown).toMatchObject({
    'melt_donations{state="OCCURRED"}': 1,
    'melt_donations{state="CONFIRMED"}': 1,
    'melt_donations{state="REJECTED"}': 1,
    'melt_donations{state="REVERSED"}': 1,
    'melt_confirmations_total{source="manual"}': 2,
    'melt_confirmations_total{source="session"}': 0,
    melt_confirmed_cheese: 700,
    melt_intents_total: 5,
    melt_letters_total: 1,
    melt_people: 3,
    melt_open_channels: 1,
    melt_open_reports: 1,
  })
  expect(of.melt_oldest_unconfirmed_seconds).toBe(3_600 + 120)
  expect(of.melt_business_read_seconds).toBe(now / 1000)
  for (const secret of ['새벽세시라면', '밤비노래방', fan.chzzkUserId, creator.chzzkUserId, fan.id])
    expect(text).not.toContain(secret)
})

test('The database is asked once a minute, and the counters are what is there', async () => {
  const [creator, fan] = await creatorAnd('감자튀김요정')
  const { of } = await read()
  await donate(fan, creator)
  vi.setSystemTime(now + 59_000)
  expect((await read()).of).toMatchObject({ melt_intents_total: of.melt_intents_total })
  vi.setSystemTime(now + 61_000)
  expect((await read()).of).toMatchObject({ melt_intents_total: (of.melt_intents_total ?? 0) + 1 })
  await creator.ask('POST', '/me/leave', { confirm: true })
  await fan.ask('POST', '/me/leave', { confirm: true })
  await Promise.all([foldCounters(), foldCounters(), foldCounters()])
  expect(await db.counterChange.count()).toBe(0)
  const wrong = await query(
    'wrong_counters',
    `SELECT name, kept.count AS kept, expected.count AS expected FROM counters kept FULL JOIN counters_expected expected USING (name)
     WHERE coalesce(kept.count, 0) <> coalesce(expected.count, 0)`,
  )
  expect(wrong).toEqual([])
})
