import { kstDayBounds, kstDayOf, startOfPeriod, startOfRange } from '~/domain/core/kst'
import type { StatsRange } from './input'

export type Span = { first: string; last: string }

const ALWAYS: Span = { first: '2000-01-01', last: '2199-12-31' }

/** The days of a range, today included; of a current week (from Monday) or month those until today. */
export function spanOf(range: StatsRange | 'today' | 'week' | 'month', now: Date): Span {
  if (range === 'all') return ALWAYS
  const start = range === 'week' || range === 'month' ? startOfPeriod(range, now) : startOfRange(range, now)
  const last = kstDayOf(now)
  return { first: start ? kstDayOf(start) : last, last }
}

/** The instants at which the days begin and at which the one after them begins. */
export function instantsOf({ first, last }: Span) {
  return { from: kstDayBounds(first).from, to: kstDayBounds(last).to }
}
