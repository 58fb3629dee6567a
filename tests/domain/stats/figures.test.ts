/**
 * Random histories of donations around midnights, Mondays and month ends in Korea: every figure of every range equals what the
 * ledger's entries add up to, counted row by row; every explanation lists exactly those rows; and the sums are what the donations say.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { confirmDonation, reverseDonation } from '~/domain/donations/decide.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { explainFigure } from '~/domain/stats/explain.server'
import { getHeatmap, getSummary, getTimeline } from '~/domain/stats/figures.server'
import { explainQuery } from '~/domain/stats/input'
import { listSupporters } from '~/domain/stats/supporters.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import {
  type Counted,
  countedIn,
  inSeoul,
  isIn,
  recountHeatmap,
  recountSummary,
  recountSupporters,
} from './recount'

const HISTORIES = Number(process.env.MELT_FIGURE_HISTORIES ?? 4)
const RANGES = ['7d', '30d', '90d', 'all'] as const

useDatabase()

/** Instants on both sides of what divides days, weeks and months in Korea: 15:00 UTC is midnight there. */
const EDGES = [
  '2026-02-28T15:00:00.000Z',
  '2026-03-31T15:00:00.000Z',
  '2026-05-03T15:00:00.000Z',
  '2026-05-31T15:00:00.000Z',
  '2026-06-07T15:00:00.000Z',
  '2026-05-30T15:00:00.000Z',
]
const edge = fc
  .constantFrom(...EDGES)
  .chain((text) =>
    fc
      .constantFrom(-1, 0, 1, -3_600_000, 3_599_999, 3_600_000, 43_200_000)
      .map((ms) => new Date(Date.parse(text) + ms)),
  )
const moment = fc.oneof(
  { weight: 3, arbitrary: edge },
  {
    weight: 1,
    arbitrary: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-06-30'), noInvalidDate: true }),
  },
)

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('donate' as const),
      fan: fc.option(fc.nat(3), { nil: null }),
      at: moment,
      amount: fc.constantFrom(1, 999, 1_000, 50_000, 100_000_000),
      by: fc.constantFrom('creator', 'statement', 'session'),
      broadcast: fc.constantFrom('live', 'after_live', 'unknown'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reverse' as const), donation: fc.nat(200) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('confirm' as const),
      donation: fc.nat(200),
      amount: fc.constantFrom(5, 70_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('seen' as const), donation: fc.nat(200) }) },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

test(`${HISTORIES} random histories: every figure equals a recount from the entries`, {
  timeout: 900_000,
}, async () => {
  const fans = await Promise.all(['라면', '감자', '다람쥐', '새벽'].map((name) => makeViewer(name)))
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 15, maxLength: 40 }),
      fc.array(moment, { minLength: 2, maxLength: 3 }),
      async (acts, nows) => {
        const creator = await makeCreator('밤비')
        await listenInAuto(creator)
        const ids: string[] = []
        for (const one of acts) await play(one, creator, fans, ids)
        for (const now of nows) await checkFigures(creator, now)
      },
    ),
    { numRuns: HISTORIES, endOnFailure: true },
  )
  expect((await verifyLedger()).disagreement).toBeNull()
})

async function listenInAuto({ id: actorId, channel }: Viewer) {
  const channelId = channel?.id ?? ''
  await db.$transaction([
    db.channelSettings.create({ data: { channelId, sessionMode: 'auto' } }),
    db.autoConfirmModeChange.create({ data: { channelId, mode: 'auto', reason: 'chosen', actorId } }),
  ])
}

async function play(one: Act, creator: Viewer, fans: Viewer[], ids: string[]) {
  const channelId = creator.channel?.id ?? ''
  if (one.kind === 'donate') {
    const { fan, at, amount, by, broadcast } = one
    const { id } = await withLedger(channelId, ({ createDonation }) =>
      createDonation(
        {
          donorId: fan === null ? null : fans[fan]?.id,
          donorName: fan === null ? '이름만' : null,
          status: 'CONFIRMED',
          source: by === 'creator' ? 'manual' : (by as 'session' | 'statement'),
          amountCheese: amount,
          occurredAt: at,
        },
        { kind: by as 'creator', id: by === 'creator' ? creator.id : null },
      ),
    )
    ids.push(id)
    await db.donation.update({ where: { id }, data: { broadcast: broadcast as 'live' } })
    return
  }
  const id = ids[one.donation % Math.max(ids.length, 1)]
  const donation = id ? await db.donation.findUnique({ where: { id } }) : null
  if (!donation || !id) return
  if (one.kind === 'reverse' && donation.status === 'CONFIRMED') await reverseDonation(creator, id, '틀림')
  if (one.kind === 'confirm' && donation.status === 'REVERSED') await confirmDonation(creator, id, one.amount)
  if (one.kind === 'seen') await db.donation.update({ where: { id }, data: { broadcast: 'live' } })
}

async function checkFigures(creator: Viewer, now: Date) {
  const counted = await countedIn(creator.channel?.id ?? '')
  for (const range of RANGES) {
    const { unconfirmed, asOf, ...summary } = await getSummary(creator, range, now)
    expect(summary).toEqual(recountSummary(counted, range, now))
    expect({ unconfirmed, asOf }).toEqual({
      unconfirmed: { count: 0, oldestAt: null },
      asOf: now.toISOString(),
    })
    expect((await getHeatmap(creator, range, now)).cells).toEqual(recountHeatmap(counted, range, now))
    await checkTimeline(creator, counted, range, now)
    await checkSupporters(creator, counted, range, now)
    await checkExplanations(creator, counted, range, now)
  }
}

type Range = (typeof RANGES)[number]

async function checkTimeline(creator: Viewer, counted: Counted[], range: Range, now: Date) {
  const { days } = await getTimeline(creator, range, now)
  const rows = counted.filter(({ at }) => isIn(range, at, now))
  for (const { date, sum, count } of days) {
    const ofDay = rows.filter(({ at }) => inSeoul(at).day === date)
    expect([date, sum, count]).toEqual([
      date,
      ofDay.reduce((all, { amount }) => all + amount, 0),
      ofDay.length,
    ])
  }
  expect(days.reduce((all, { count }) => all + count, 0)).toBe(rows.length)
  if (range !== 'all') expect(days).toHaveLength(Number.parseInt(range, 10))
  expect(new Set(days.map(({ date }) => date)).size).toBe(days.length)
}

async function checkSupporters(creator: Viewer, counted: Counted[], range: Range, now: Date) {
  const found: { chzzkUserId: string; sum: number; count: number }[] = []
  for (let next: string | null | undefined; next !== null; ) {
    const { cursor } = explainQuery.parse({ figure: 'total', cursor: next })
    const page = await listSupporters(creator, { range, limit: 2, cursor }, now)
    found.push(...page.items.map(({ chzzkUserId, sum, count }) => ({ chzzkUserId, sum, count })))
    next = page.nextCursor
  }
  const right = recountSupporters(counted, range, now)
  expect(found.map(({ sum }) => sum)).toEqual(right.map(({ sum }) => sum))
  expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
    new Set(right.map((one) => JSON.stringify(one))),
  )
}

/** Every row that counts is listed once, the rest of what happened then with a reason, and the value is what the screen shows. */
async function checkExplanations(creator: Viewer, counted: Counted[], range: Range, now: Date) {
  const summary = await getSummary(creator, range, now)
  const [first] = counted
  const { day, weekday, hour } = inSeoul(first?.at ?? now)
  const asked: [object, number | null, (row: Counted) => boolean][] = [
    [{ figure: 'total' }, summary.total, ({ at }) => isIn(range, at, now)],
    [{ figure: 'count' }, summary.count, ({ at }) => isIn(range, at, now)],
    [{ figure: 'week' }, summary.week, ({ at }) => isIn('week', at, now)],
    [{ figure: 'month' }, summary.month, ({ at }) => isIn('month', at, now)],
    [{ figure: 'today' }, summary.today, ({ at }) => isIn('today', at, now)],
    [{ figure: 'supporters' }, summary.supporters, ({ donor }) => donor !== null],
    [
      { figure: 'source', source: 'session' },
      summary.bySource.session,
      ({ at, source }) => isIn(range, at, now) && source === 'session',
    ],
    [
      { figure: 'broadcast', broadcast: 'afterLive' },
      summary.byBroadcast.afterLive,
      ({ at, broadcast }) => isIn(range, at, now) && broadcast === 'after_live',
    ],
    [{ figure: 'day', date: day }, null, ({ at }) => inSeoul(at).day === day],
    [
      { figure: 'hour', weekday: weekday + 1, hour },
      null,
      ({ at }) => isIn(range, at, now) && inSeoul(at).weekday === weekday && inSeoul(at).hour === hour,
    ],
    [
      { figure: 'activeSupporters' },
      summary.activeSupporters,
      ({ at, donor }) => isIn(range, at, now) && donor !== null,
    ],
    [
      { figure: 'repeatRate' },
      summary.repeatRate,
      ({ at, donor }) => isIn(range, at, now) && repeats(counted, range, now, donor),
    ],
    [{ figure: 'unconfirmed' }, 0, () => false],
    ...(first?.donor
      ? [
          [
            { figure: 'supporter', chzzkUserId: first.donor },
            null,
            ({ at, donor }: Counted) => isIn(range, at, now) && donor === first.donor,
          ] as [object, null, (row: Counted) => boolean],
        ]
      : []),
  ]
  const all = await db.donation.findMany({ where: { channelId: creator.channel?.id ?? '' } })
  const ofRange = all.filter(({ occurredAt }) => isIn(range, occurredAt, now)).map(({ id }) => id)
  for (const [figure, value, counts] of asked) {
    const { value: explained, included, excluded } = await explainWhole(creator, { ...figure, range }, now)
    if (value !== null) expect([figure, explained]).toEqual([figure, value])
    const right = counted.filter(counts).map(({ id }) => id)
    expect([figure, included.toSorted()]).toEqual([figure, right.toSorted()])
    if (OF_RANGE.some((name) => 'figure' in figure && figure.figure === name))
      expect([figure, [...included, ...excluded].toSorted()]).toEqual([figure, ofRange.toSorted()])
  }
}

/** Figures of which every donation of the range is in one of the two lists. */
const OF_RANGE = ['total', 'count', 'source', 'broadcast', 'activeSupporters', 'repeatRate']

/** Both lists to their end, page by page; each page has the value, newest first. */
async function explainWhole(creator: Viewer, figure: object, now: Date) {
  const lists = { included: [] as string[], excluded: [] as string[] }
  const nexts: { cursor?: string; excludedCursor?: string } = {}
  const values = new Set<number | null>()
  for (let isFirst = true; isFirst || nexts.cursor || nexts.excludedCursor; isFirst = false) {
    const query = explainQuery.parse({ ...figure, ...nexts, limit: 9 })
    const { value, included, excluded } = await explainFigure(creator, query, now)
    values.add(value)
    for (const { items } of [included, excluded]) {
      const times = items.map(({ occurredAt }) => occurredAt)
      expect(times).toEqual(times.toSorted().reverse())
    }
    expect(excluded.items.every(({ reason }) => reason)).toBe(true)
    if (isFirst || nexts.cursor) lists.included.push(...included.items.map(({ id }) => id))
    if (isFirst || nexts.excludedCursor) lists.excluded.push(...excluded.items.map(({ id }) => id))
    nexts.cursor = (isFirst || nexts.cursor) && included.nextCursor ? included.nextCursor : undefined
    nexts.excludedCursor =
      (isFirst || nexts.excludedCursor) && excluded.nextCursor ? excluded.nextCursor : undefined
  }
  expect(values.size).toBe(1)
  return { value: [...values][0], ...lists }
}

function repeats(counted: Counted[], range: Range, now: Date, donor: string | null) {
  const own = counted.filter((row) => row.donor === donor && isIn(range, row.at, now))
  return donor !== null && new Set(own.map(({ at }) => inSeoul(at).day)).size >= 2
}
