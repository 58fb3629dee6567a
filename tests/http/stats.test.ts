import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { createIntent, donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

const PATHS = ['summary', 'timeline', 'heatmap', 'supporters'].map((name) => `/creator/stats/${name}`)
const explainPath = (query: Record<string, string>) => `/creator/stats/explain?${new URLSearchParams(query)}`

type Row = {
  id: string
  kind: string
  donorName: string | null
  amount: number | null
  reason: string | null
}
type Explanation = {
  value: number
  rule: string
  included: { items: Row[]; nextCursor: string | null }
  excluded: { items: Row[]; nextCursor: string | null }
}

let creator: Client
let other: Client
let fan: Client
const ids: Record<'confirmed' | 'second' | 'waiting' | 'rejected' | 'reversed' | 'nameless', string> = {
  confirmed: '',
  second: '',
  waiting: '',
  rejected: '',
  reversed: '',
  nameless: '',
}

beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  for (const name of ['confirmed', 'second', 'rejected', 'reversed', 'waiting'] as const) {
    ids[name] = await donate(fan, creator)
    if (name !== 'rejected' && name !== 'waiting') {
      await creator.ask('POST', `/donations/${ids[name]}/confirm`, { amount: 3_000 })
    }
    if (name === 'rejected') await creator.ask('POST', `/donations/${ids[name]}/reject`, { reason: '아님' })
    if (name === 'reversed') await creator.ask('POST', `/donations/${ids[name]}/reverse`, { reason: '틀림' })
  }
  const manual = { amount: 500, donorName: '현장 팬' }
  ids.nameless = (
    await creator.ask<{ donation: { id: string } }>('POST', '/donations/manual', manual)
  ).donation.id
  await createIntent(fan, creator, { message: '비밀 초안', amount: 77 })
})

const refused = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
]
const explained = (query: Record<string, string>, by = creator) =>
  by.ask<Explanation>('GET', explainPath(query))
const reasons = ({ excluded }: Explanation) => new Map(excluded.items.map(({ id, reason }) => [id, reason]))

describe('Figures', () => {
  test.each(PATHS)('%s is for whoever is signed in and has a channel', async (path) => {
    expect(await refused(await stranger.get(path))).toEqual([401, 'signed_out'])
    expect(await refused(await fan.get(path))).toEqual([403, 'forbidden'])
    expect(await refused(await creator.get(`${path}?range=year`))).toEqual([422, 'invalid'])
    expect((await creator.get(path)).status).toBe(200)
  })

  test('count what is confirmed and nothing else', async () => {
    expect(await creator.ask('GET', '/creator/stats/summary?range=all')).toMatchObject({
      total: 6_500,
      count: 3,
      supporters: 1,
      activeSupporters: 1,
      repeatRate: 0,
      today: 6_500,
      bySource: { manual: 6_500, session: 0, statement: 0 },
      byBroadcast: { live: 0, afterLive: 0, unknown: 6_500 },
      unconfirmed: { count: 1 },
    })
  })

  test('are of one’s own channel, whoever else is asked for', async () => {
    const path = `/creator/stats/summary?range=all&chzzkChannelId=${creator.chzzkUserId}`
    expect(await other.ask('GET', path)).toMatchObject({ total: 0, count: 0, repeatRate: null })
  })

  test('name supporters by their sum, without who is nobody', async () => {
    const { items } = await creator.ask<{ items: object[] }>('GET', '/creator/stats/supporters?range=7d')
    expect(items).toMatchObject([
      {
        chzzkUserId: fan.chzzkUserId,
        displayName: '새벽세시라면',
        sum: 6_000,
        count: 2,
        vip: false,
        badge: null,
      },
    ])
  })

  test('show every day of a range, and of all time from the first', async () => {
    const days = async (range: string) =>
      (await creator.ask<{ days: object[] }>('GET', `/creator/stats/timeline?range=${range}`)).days
    expect(await days('90d')).toHaveLength(90)
    expect(await days('all')).toMatchObject([{ sum: 6_500, count: 3 }])
  })

  test('another’s supporters are not seen', async () => {
    expect(await other.ask('GET', '/creator/stats/supporters?range=all')).toEqual({
      items: [],
      nextCursor: null,
    })
  })
})

describe('“왜 이 수치인가요?”', () => {
  test('lists the rows that count, and the others each with its reason', async () => {
    const explanation = await explained({ figure: 'total', range: '7d' })
    expect(explanation.value).toBe(6_500)
    expect(new Set(explanation.included.items.map(({ id }) => id))).toEqual(
      new Set([ids.confirmed, ids.second, ids.nameless]),
    )
    expect(explanation.included.items.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(
      explanation.value,
    )
    expect(Object.fromEntries(reasons(explanation))).toMatchObject({
      [ids.waiting]: '아직 확인하지 않았어요',
      [ids.rejected]: '제외한 후원이에요',
      [ids.reversed]: '확인을 취소한 후원이에요',
    })
  })

  test('tells of somebody who only opened CHZZK neither who nor what they wrote', async () => {
    const explanation = await explained({ figure: 'total', range: '7d' })
    const intents = explanation.excluded.items.filter(({ kind }) => kind === 'intent')
    expect(intents).toMatchObject([
      { donorName: null, amount: null, reason: '치지직으로 갔지만 후원했다고 알리지 않았어요' },
    ])
    expect(JSON.stringify(explanation)).not.toContain('비밀 초안')
  })

  test('leaves whoever is nobody out of people, and one day’s supporters out of the repeat rate', async () => {
    const people = await explained({ figure: 'activeSupporters', range: '7d' })
    expect([people.value, reasons(people).get(ids.nameless)]).toEqual([
      1,
      '누가 보냈는지 알 수 없어서 사람 수에 넣지 않았어요',
    ])
    const rate = await explained({ figure: 'repeatRate', range: '7d' })
    expect([rate.value, rate.included.items]).toEqual([0, []])
    expect(reasons(rate).get(ids.confirmed)).toContain('하루만')
  })

  test('goes through pages that neither repeat nor miss a row', async () => {
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: Explanation = await explained({
        figure: 'count',
        range: 'all',
        limit: '1',
        ...(next && { cursor: next }),
      })
      expect(page.value).toBe(3)
      seen.push(...page.included.items.map(({ id }) => id))
      next = page.included.nextCursor
    }
    expect(seen).toHaveLength(3)
    expect(new Set(seen).size).toBe(3)
  })

  test('ends a page of rare rows before it is full, and the next goes on', async () => {
    const streamer = await signedIn({ channelId: someChzzkId(), name: '바다소금빵', opened: true })
    const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: streamer.chzzkUserId } })
    const owner = await db.user.findUniqueOrThrow({ where: { chzzkUserId: streamer.chzzkUserId } })
    const [once, loyal] = await Promise.all(
      ['한번만', '단골손님'].map((name) => signedIn({ channelId: someChzzkId(), name })),
    )
    const idOf = async (who?: Client) =>
      (await db.user.findUniqueOrThrow({ where: { chzzkUserId: who?.chzzkUserId } })).id
    const [onceId, loyalId] = [await idOf(once), await idOf(loyal)]
    const day = 24 * 60 * 60 * 1000
    await withLedger(channel.id, async ({ createDonation }) => {
      const add = (donorId: string, before: number) =>
        createDonation(
          {
            donorId,
            status: 'CONFIRMED',
            source: 'manual',
            amountCheese: 100,
            occurredAt: new Date(Date.now() - before),
          },
          { kind: 'creator', id: owner.id },
        )
      await add(loyalId, 3 * day)
      await add(loyalId, 2 * day)
      for (let n = 0; n < 205; n++) await add(onceId, n * 1_000)
    })
    const walk = async (list: 'included' | 'excluded', cursor: 'cursor' | 'excludedCursor') => {
      const sizes: number[] = []
      for (let next: string | null = ''; next !== null; ) {
        const query: Record<string, string> = {
          figure: 'repeatRate',
          range: '30d',
          limit: '50',
          ...(next && { [cursor]: next }),
        }
        const page: Explanation['included'] = (await explained(query, streamer))[list]
        sizes.push(page.items.length)
        next = page.nextCursor
      }
      return sizes
    }
    const included = await walk('included', 'cursor')
    expect(included[0]).toBe(0)
    expect(included.reduce((sum, size) => sum + size)).toBe(2)
    const excluded = await walk('excluded', 'excludedCursor')
    expect(excluded.reduce((sum, size) => sum + size)).toBe(205)
    const path = `/dashboard/stats/explain?${new URLSearchParams({ figure: 'repeatRate', range: '30d', limit: '50' })}`
    expect(await (await streamer.get(path, 'text/html')).text()).toContain('여기까지는 없어요')
  })

  test('loses no row where the last that is looked through is one of them', async () => {
    const streamer = await signedIn({ channelId: someChzzkId(), name: '남극물개', opened: true })
    const channel = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: streamer.chzzkUserId } })
    const { id: viewerId } = await db.user.findUniqueOrThrow({ where: { chzzkUserId: fan.chzzkUserId } })
    const noon = new Date(
      `${new Date(Date.now() - 3 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)}T03:00:00Z`,
    )
    await db.donationIntent.createMany({
      data: Array.from({ length: 201 }, (_, n) => ({
        channelId: channel.id,
        viewerId,
        // The newest 199 are of the hour after; the last of the 200 that are looked through is of this one.
        createdAt: new Date(noon.getTime() + n * 1_000 + (n >= 2 ? 60 * 60 * 1_000 : 0)),
      })),
    })
    const hour = {
      figure: 'hour',
      range: '30d',
      hour: '12',
      weekday: String(noon.getUTCDay() || 7),
      limit: '50',
    }
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const asked: Record<string, string> = { ...hour, ...(next && { excludedCursor: next }) }
      const page: Explanation['excluded'] = (await explained(asked, streamer)).excluded
      seen.push(...page.items.map(({ id }) => id))
      next = page.nextCursor
    }
    expect(new Set(seen).size).toBe(2)
    expect(seen).toHaveLength(2)
  })

  test.each([
    [{ figure: 'total', range: 'year' }, 'range'],
    [{ figure: 'wealth' }, 'figure'],
    [{ figure: 'source' }, 'source'],
    [{ figure: 'broadcast' }, 'broadcast'],
    [{ figure: 'day' }, 'date'],
    [{ figure: 'day', date: '2026-02-30' }, 'date'],
    [{ figure: 'hour', weekday: '1' }, 'hour'],
    [{ figure: 'hour', weekday: '8', hour: '1' }, 'weekday'],
    [{ figure: 'supporter' }, 'chzzkUserId'],
    [{ figure: 'total', cursor: 'nowhere' }, 'cursor'],
  ])('asked for %o says what is wrong with %s', async (query, path) => {
    const response = await creator.get(explainPath(query as Record<string, string>))
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ path }] })
  })

  test('is one’s own', async () => {
    expect(await refused(await fan.get(explainPath({ figure: 'total' })))).toEqual([403, 'forbidden'])
    const explanation = await explained(
      { figure: 'supporter', range: 'all', chzzkUserId: fan.chzzkUserId },
      other,
    )
    expect(explanation).toMatchObject({ value: 0, included: { items: [] }, excluded: { items: [] } })
  })

  test('a test of CHZZK’s alerts is listed and not counted', async () => {
    const { id: channelId } = await db.channel.findFirstOrThrow({ where: { ownerId: other.id } })
    const at = new Date()
    const connection = { channelId, holderId: channelId, heardAt: at }
    const { id: connectionId } = await db.chzzkConnection.create({ data: connection })
    await db.chzzkEvent.create({
      data: {
        channelId,
        connectionId,
        ordinal: 1,
        receivedAt: at,
        eventKey: 'a'.repeat(64),
        outcome: 'test',
        processedAt: at,
      },
    })
    const explanation = await explained({ figure: 'total', range: '7d' }, other)
    expect(explanation).toMatchObject({ value: 0, excluded: { items: [{ kind: 'test' }] } })
  })
})
