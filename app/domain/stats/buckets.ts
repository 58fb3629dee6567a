export type Day = { date: string; sum: number; count: number }
export type Grain = 'day' | 'week' | 'month' | 'year'

/** Some days that one bar stands for, the first and the last included. */
export type Bucket = { from: string; to: string; sum: number; count: number }

/** As many bars as a phone shows apart. */
const MAX_DAYS = 45
const MAX_WEEKS = 45
const MAX_MONTHS = 48
const DAY_MS = 24 * 60 * 60 * 1000

export function grainOf(days: number): Grain {
  if (days <= MAX_DAYS) return 'day'
  if (days <= MAX_WEEKS * 7) return 'week'
  return days <= MAX_MONTHS * 30 ? 'month' : 'year'
}

/** A range's days as bars: alone, or by week (from Monday), month or year; the first and the last can be cut short. */
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

function mondayOf(date: string) {
  const at = new Date(`${date}T00:00:00Z`)
  const sinceMonday = (at.getUTCDay() + 6) % 7
  return new Date(at.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)
}
