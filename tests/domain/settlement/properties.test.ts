/**
 * Random days: every sum is that of the days whose numbers, counted from today, lie in it; volatility is what floating point says but for
 * the last digit; a reference amount is what its factors give, is never negative, and never more than its share of the average.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '~/domain/settlement/calendar'
import { type SettlementDay, toSettlementFigures, volatilityOf } from '~/domain/settlement/figures'
import { concentrationOf } from '~/domain/settlement/people'

const amount = fc.integer({ min: 1, max: 1_000_000_000 })
const today = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2024-01-01', days))
const entry = fc.record({
  ago: fc.integer({ min: 0, max: 395 }),
  sum: amount,
  count: fc.integer({ min: 1, max: 9 }),
})
const entries = fc.uniqueArray(entry, { selector: ({ ago }) => ago, maxLength: 120 })
const PEOPLE = { sums: [], count: 0, repeating: 0 }

type Entry = { ago: number; sum: number; count: number }
const daysOf = (now: string, given: Entry[]): SettlementDay[] =>
  given.map(({ ago, ...day }) => ({ ...day, date: addDays(now, -ago), nameless: 0 }))
const figuresOf = (now: string, given: Entry[], advanceHundredths = 50) =>
  toSettlementFigures({
    today: now,
    days: daysOf(now, given),
    firstDay: '2020-01-01',
    people: PEOPLE,
    advanceHundredths,
  })

const sumOf = (rows: { sum: number }[]) => rows.reduce((total, { sum }) => total + sum, 0)
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

test('Every window, week and month is the sum of its days', () => {
  fc.assert(
    fc.property(today, entries, (now, given) => {
      const { windows, volatility, months } = figuresOf(now, given)
      for (const [name, length] of [
        ['d30', 30],
        ['d60', 60],
        ['d90', 90],
      ] as const)
        expect(windows[name].sum).toBe(sumOf(given.filter(({ ago }) => ago >= 1 && ago <= length)))
      const sinceMonday = weekdayOf(now)
      volatility.weeks.forEach((sum, n) => {
        const oldest = sinceMonday + 7 * (13 - n)
        expect(sum).toBe(sumOf(given.filter(({ ago }) => ago <= oldest && ago > oldest - 7)))
      })
      for (const { month, sum, count, complete } of months) {
        const rows = daysOf(now, given).filter(({ date }) => date.startsWith(month))
        expect([sum, count]).toEqual([sumOf(rows), rows.reduce((all, row) => all + row.count, 0)])
        expect(complete).toBe(!now.startsWith(month))
      }
    }),
  )
})

test('Volatility is the population’s deviation over the mean, whatever the order and the unit', () => {
  const weeks = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 13, maxLength: 13 })
  fc.assert(
    fc.property(weeks, fc.integer({ min: 1, max: 1_000 }), (sums, factor) => {
      const { hundredths } = volatilityOf(sums)
      const mean = sums.reduce((all, sum) => all + sum, 0) / sums.length
      if (mean === 0) {
        expect(hundredths).toBeNull()
        return
      }
      const deviation = Math.sqrt(sums.reduce((all, sum) => all + (sum - mean) ** 2, 0) / sums.length)
      expect(Math.abs((hundredths ?? -1) - (100 * deviation) / mean)).toBeLessThan(1 + 1e-6)
      expect((hundredths ?? -1) <= (100 * deviation) / mean + 1e-6).toBe(true)
      expect(volatilityOf(sums.toReversed()).hundredths).toBe(hundredths)
      expect(volatilityOf(sums.map((sum) => sum * factor)).hundredths).toBe(hundredths)
    }),
  )
})

test('A reference amount is what its shown factors give, rounded down', () => {
  fc.assert(
    fc.property(today, entries, fc.integer({ min: 50, max: 80 }), (now, given, rate) => {
      const { reference, volatility, activity, months } = figuresOf(now, given, rate)
      if (volatility.hundredths === null) {
        expect(reference).toBeNull()
        return
      }
      if (!reference) throw new Error('It can be computed')
      const sum = sumOf(months.filter(({ complete }) => complete).slice(-3))
      const steady = Math.max(0, 1 - volatility.hundredths / 100)
      const exact = ((sum / 3) * steady * activity.weeks * rate) / 1_300
      expect(reference.average).toBe(Math.floor(sum / 3))
      expect(Math.abs(reference.amount - exact)).toBeLessThan(1 + exact * 1e-9)
      expect(reference.riskFactor).toBeCloseTo((steady * activity.weeks) / 13, 10)
      expect(reference.amount).toBeGreaterThanOrEqual(0)
      expect(reference.amount).toBeLessThanOrEqual(((sum / 3) * rate) / 100)
      expect(Number.isSafeInteger(reference.amount)).toBe(true)
      const more = figuresOf(now, given, 80).reference?.amount ?? 0
      expect(more).toBeGreaterThanOrEqual(reference.amount)
    }),
  )
})

test('The share of five is no less than that of one, and neither is more than all', () => {
  const sums = fc.array(amount, { maxLength: 12 }).map((all) => all.sort((a, b) => b - a))
  fc.assert(
    fc.property(sums, fc.nat(1_000_000), (all, nameless) => {
      const total = all.reduce((sum, one) => sum + one, nameless)
      const { top1, top5 } = concentrationOf({ ...PEOPLE, sums: all.slice(0, 5) }, { total, nameless })
      if (total === 0) {
        expect([top1, top5]).toEqual([null, null])
        return
      }
      expect(top1 ?? -1).toBeGreaterThanOrEqual(0)
      expect(top5 ?? -1).toBeGreaterThanOrEqual(top1 ?? 2)
      expect(top5 ?? 2).toBeLessThanOrEqual(1)
    }),
  )
})
