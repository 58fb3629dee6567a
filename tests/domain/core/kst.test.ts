import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  instant,
  kstDate,
  kstDayBounds,
  kstDayOf,
  periods,
  ranges,
  startOfPeriod,
  startOfRange,
} from '~/domain/core/kst'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const moment = fc.date({
  min: new Date('2000-01-02T00:00:00Z'),
  max: new Date('2199-12-30T00:00:00Z'),
  noInvalidDate: true,
})

/** The calendar of Seoul as the platform knows it. */
const seoul = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul', dateStyle: 'short' })
const weekday = new Intl.DateTimeFormat('en', {
  timeZone: 'Asia/Seoul',
  weekday: 'short',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
})

describe('A day of Melt', () => {
  test('is a day in Seoul', () => {
    fc.assert(fc.property(moment, (at) => kstDayOf(at) === seoul.format(at)))
  })

  test.each([
    ['2026-11-20T14:59:59.999Z', '2026-11-20'],
    ['2026-11-20T15:00:00.000Z', '2026-11-21'],
    ['2024-02-28T15:00:00.000Z', '2024-02-29'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01'],
  ])('%s is on %s', (at, day) => {
    expect(kstDayOf(new Date(at))).toBe(day)
  })

  test('begins where the one before ends, and holds each of its moments', () => {
    fc.assert(
      fc.property(moment, (at) => {
        const { from, to } = kstDayBounds(kstDayOf(at))
        expect(to.getTime() - from.getTime()).toBe(DAY)
        expect(from <= at && at < to).toBe(true)
        expect(kstDayBounds(kstDayOf(to)).from).toEqual(to)
      }),
    )
  })
})

describe('A period', () => {
  test('began at most so long ago, at a midnight in Seoul', () => {
    const longest = { all: 0, today: DAY, week: 7 * DAY, month: 31 * DAY }
    fc.assert(
      fc.property(moment, fc.constantFrom(...periods), (now, period) => {
        const start = startOfPeriod(period, now)
        expect(start === null).toBe(period === 'all')
        if (!start || period === 'all') return
        expect(start <= now && now.getTime() - start.getTime() < longest[period]).toBe(true)
        expect(weekday.format(start)).toContain('00:00:00')
        if (period === 'week') expect(weekday.format(start)).toContain('Mon')
        if (period === 'month') expect(kstDayOf(start)).toBe(`${kstDayOf(now).slice(0, 7)}-01`)
      }),
    )
  })

  test('is the same from its beginning until the next one', () => {
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom('today' as const, 'week' as const, 'month' as const),
        (now, period) => {
          const start = startOfPeriod(period, now) ?? now
          expect(startOfPeriod(period, start)).toEqual(start)
          expect(startOfPeriod(period, new Date(start.getTime() - 1))?.getTime()).toBeLessThan(
            start.getTime(),
          )
        },
      ),
    )
  })

  test('of the last N days counts today', () => {
    const now = new Date('2026-11-21T03:00:00Z')
    expect(ranges.map((range) => startOfRange(range, now)?.toISOString() ?? null)).toEqual([
      '2026-11-20T15:00:00.000Z',
      '2026-11-14T15:00:00.000Z',
      '2026-10-22T15:00:00.000Z',
      '2026-08-23T15:00:00.000Z',
      null,
    ])
  })
})

describe('A date that somebody writes', () => {
  test.each([
    '2026-02-30',
    '2026-13-01',
    '26-11-21',
    '2026-11-21T00:00',
    '0000-01-01',
    '1999-12-31',
    '2200-01-01',
    '',
    ' ',
  ])('is refused as %j', (text) => {
    expect(kstDate.safeParse(text).success).toBe(false)
    expect(instant.safeParse(`${text}T00:00:00Z`).success).toBe(false)
  })

  test('is a day of ours, and an instant of it with any offset', () => {
    for (const text of ['2000-01-01', '2024-02-29', '2199-12-31']) {
      expect(kstDate.parse(text)).toBe(text)
      for (const offset of ['Z', '+09:00', '-23:59'])
        expect(instant.safeParse(`${text}T23:59:59.999${offset}`).success).toBe(true)
    }
  })
})
