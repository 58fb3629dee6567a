import { DAY_MS, kstDayBounds, kstDayOf, startOfPeriod, startOfRange } from '~/domain/core/kst'
import type { StatsRange } from './input'

export type Span = { first: string; last: string }

const ALWAYS: Span = { first: '2000-01-01', last: '2199-12-31' }

/** Today included; of a current week (from Monday) or month the days until today. */
export function spanOf(range: StatsRange | 'today' | 'week' | 'month', now: Date): Span {
  if (range === 'all') return ALWAYS
  const start = range === 'week' || range === 'month' ? startOfPeriod(range, now) : startOfRange(range, now)
  const last = kstDayOf(now)
  return { first: start ? kstDayOf(start) : last, last }
}

/** 0 for all time, as `channel_ranges` has it. */
export const daysOfRange = (range: StatsRange) => (range === 'all' ? 0 : Number.parseInt(range, 10))

export function instantsOf({ first, last }: Span) {
  return { from: kstDayBounds(first).from, to: kstDayBounds(last).to }
}

export type Day = { date: string; sum: number; count: number }
export type Grain = 'day' | 'week' | 'month' | 'year'

export type Bucket = { from: string; to: string; sum: number; count: number }

/** As many bars as a phone shows apart. */
const MAX_DAYS = 45
const MAX_WEEKS = 45
const MAX_MONTHS = 48

export function grainOf(days: number): Grain {
  if (days <= MAX_DAYS) return 'day'
  if (days <= MAX_WEEKS * 7) return 'week'
  return days <= MAX_MONTHS * 30 ? 'month' : 'year'
}

/** Alone, or by week (from Monday), month or year; the first and the last can be cut short. */
export function toBuckets(days: Day[], grain = grainOf(days.length)): Bucket[] {
  const buckets = new Map<string, Bucket>()
  for (const { date, sum, count } of days) {
    const key = keyOf(date, grain)
    const { from, ...bucket } = buckets.get(key) ?? { from: date, sum: 0, count: 0 }
    buckets.set(key, { from, to: date, sum: bucket.sum + sum, count: bucket.count + count })
  }
  return [...buckets.values()]
}

function keyOf(date: string, grain: Grain) {
  if (grain === 'day') return date
  if (grain === 'month') return date.slice(0, 7)
  return grain === 'year' ? date.slice(0, 4) : mondayOf(date)
}

/** The Monday of its week. */
export function mondayOf(date: string) {
  const at = new Date(`${date}T00:00:00Z`)
  const sinceMonday = (at.getUTCDay() + 6) % 7
  return new Date(at.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)
}
