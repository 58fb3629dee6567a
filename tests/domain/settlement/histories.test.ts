/**
 * Random histories of donations on both sides of the days at which windows, weeks and months begin and end in Korea, of fans and of
 * nobody: the reference figures equal a recount from the ledger's entries, and each is explained by exactly the donations of its days.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { confirmDonation, reverseDonation } from '~/domain/donations/decide.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { calendarOf } from '~/domain/settlement/calendar'
import { explainSettlement } from '~/domain/settlement/explain.server'
import { spanOfFigure } from '~/domain/settlement/explained'
import { getSettlement } from '~/domain/settlement/get.server'
import { settlementExplainQuery, settlementFigureNames } from '~/domain/settlement/input'
import { optIn } from '~/domain/settlement/opt-in.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import { type Counted, countedIn, inSeoul } from '../stats/recount'

const HISTORIES = Number(process.env.MELT_FIGURE_HISTORIES ?? 4)
/** A Monday, a Sunday and the first of a month in Korea. */
const NOWS = ['2026-06-07T15:00:00.000Z', '2026-06-07T14:59:59.999Z', '2026-06-01T03:00:00.000Z']
const HOUR_MS = 3_600_000

useDatabase()

const moment = fc
  .tuple(
    fc.constantFrom(0, 1, 2, 30, 31, 60, 61, 89, 90, 91, 92, 98, 120, 365),
    fc.constantFrom(-1, 0, 1, HOUR_MS),
  )
  .map(([days, ms]) => new Date(Date.parse('2026-06-07T15:00:00.000Z') - days * 24 * HOUR_MS + ms))
const act = fc.record({
  kind: fc.constantFrom('donate', 'donate', 'donate', 'reverse', 'confirm'),
  fan: fc.option(fc.nat(7), { nil: null, freq: 4 }),
  at: moment,
  amount: fc.constantFrom(1, 999, 1_000, 50_000, 100_000_000),
  which: fc.nat(200),
})
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

test(`${HISTORIES} random histories: reference figures equal a recount from the entries`, {
  timeout: 600_000,
}, async () => {
  const fans = await Promise.all(Array.from({ length: 8 }, (_, n) => makeViewer(`팬 ${n}`)))
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 15, maxLength: 40 }), async (acts) => {
      const creator = await makeCreator('밤비')
      await optIn(creator)
      const ids: string[] = []
      for (const one of acts) await play(one, creator, fans, ids)
      for (const now of NOWS) await check(creator, new Date(now))
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  )
  expect((await verifyLedger()).disagreement).toBeNull()
})

test('A donation of nobody that turns out to be a fan’s leaves the group of nobody', async () => {
  const [creator, fan] = [await makeCreator('밤비'), await makeViewer('라면')]
  await optIn(creator)
  const now = new Date('2026-06-08T03:00:00.000Z')
  const id = await donate(creator, null, new Date('2026-06-01T03:00:00.000Z'), 700)
  await donate(creator, null, new Date('2026-06-02T03:00:00.000Z'), 300)
  const nameless = async () => {
    const { rows } = await pool.query<{ sum: string }>(
      'SELECT sum(nameless_cheese)::text AS sum FROM channel_days WHERE channel_id = $1',
      [creator.channel?.id],
    )
    return rows[0]?.sum
  }
  expect(await nameless()).toBe('1000')
  await pool.query('UPDATE donation_events SET donor_id = $2 WHERE id = $1', [id, fan.id])
  expect(await nameless()).toBe('300')
  const { figures } = await getSettlement(creator, now)
  expect(figures?.concentration).toEqual({ top1: 0.7, top5: 1 })
  expect((await verifyLedger()).disagreement).toBeNull()
})

async function play({ kind, fan, at, amount, which }: Act, creator: Viewer, fans: Viewer[], ids: string[]) {
  if (kind === 'donate') {
    ids.push(await donate(creator, fan === null ? null : (fans[fan]?.id ?? null), at, amount))
    return
  }
  const id = ids[which % Math.max(ids.length, 1)]
  if (!id) return
  const acts = {
    reverse: () => reverseDonation(creator, id, '틀림'),
    confirm: () => confirmDonation(creator, id, amount),
  }
  await acts[kind === 'reverse' ? 'reverse' : 'confirm']().catch(() => undefined)
}

async function donate(creator: Viewer, donorId: string | null, occurredAt: Date, amountCheese: number) {
  const { id } = await withLedger(creator.channel?.id ?? '', ({ createDonation }) =>
    createDonation(
      {
        donorId,
        donorName: donorId === null ? '이름만' : null,
        status: 'CONFIRMED',
        source: 'manual',
        amountCheese,
        occurredAt,
      },
      { kind: 'creator', id: creator.id },
    ),
  )
  return id
}

const sumOf = (rows: Counted[]) => rows.reduce((sum, { amount }) => sum + amount, 0)
const floored = (part: number, whole: number) => Math.floor((part * 10_000) / whole) / 10_000

async function check(creator: Viewer, now: Date) {
  const counted = await countedIn(creator.channel?.id ?? '')
  const calendar = calendarOf(inSeoul(now).day)
  const within = ({ first, last }: { first: string; last: string }) =>
    counted.filter(({ at }) => inSeoul(at).day >= first && inSeoul(at).day <= last)
  const { figures } = await getSettlement(creator, now)
  if (!figures) throw new Error('There are figures')
  const { windows, weeks, months } = calendar
  for (const name of ['d30', 'd60', 'd90'] as const)
    expect([name, figures.windows[name].sum]).toEqual([name, sumOf(within(windows[name]))])
  expect(figures.volatility.weeks).toEqual(weeks.map((week) => sumOf(within(week))))
  expect(figures.activity.weeks).toBe(weeks.filter((week) => within(week).length > 0).length)
  expect(figures.months.map(({ sum, count }) => [sum, count])).toEqual(
    months.map((month) => [sumOf(within(month)), within(month).length]),
  )
  checkPeople(figures, within(windows.d90))
  for (const figure of settlementFigureNames) {
    const query = settlementExplainQuery.parse({ figure, limit: 50 })
    const { included } = await explainSettlement(creator, query, now)
    const days = spanOfFigure(query, calendar)
    const right = days ? within(days).map(({ id }) => id) : []
    expect([figure, included.items.map(({ id }) => id).sort()]).toEqual([figure, right.sort()])
  }
}

type Figures = NonNullable<Awaited<ReturnType<typeof getSettlement>>['figures']>

function checkPeople({ concentration, repeatRate }: Figures, rows: Counted[]) {
  const people = new Map<string, { sum: number; days: Set<string> }>()
  for (const { donor, amount, at } of rows) {
    const { sum, days } = people.get(donor ?? '') ?? { sum: 0, days: new Set() }
    people.set(donor ?? '', { sum: sum + amount, days: days.add(inSeoul(at).day) })
  }
  const ranked = [...people.values()].map(({ sum }) => sum).sort((a, b) => b - a)
  const top = (count: number) => ranked.slice(0, count).reduce((all, sum) => all + sum, 0)
  const total = sumOf(rows)
  expect(concentration).toEqual(
    total === 0 ? { top1: null, top5: null } : { top1: floored(top(1), total), top5: floored(top(5), total) },
  )
  people.delete('')
  const repeating = [...people.values()].filter(({ days }) => days.size > 1).length
  expect(repeatRate).toBe(people.size === 0 ? null : floored(repeating, people.size))
}
