import { z } from 'zod'

const KST_OFFSET_MS = 9 * 60 * 60 * 1000
export const DAY_MS = 24 * 60 * 60 * 1000

/** A year far from ours is a slip of the finger, and no database keeps the year 0. */
const isOurTime = (text: string) => text >= '2000' && text < '2200'

export const kstDate = z.iso.date('date').refine(isOurTime, 'date')
export const instant = z.iso.datetime({ offset: true }).max(40).refine(isOurTime)

/** An instant as a clock in Korea shows it, "2026-11-21T22:15:00.000"; Korea has no daylight saving. */
export function inKst(at: Date) {
  return new Date(at.getTime() + KST_OFFSET_MS).toISOString().slice(0, -1)
}

export const kstDayOf = (at: Date) => inKst(at).slice(0, 10)

export function kstDayBounds(day: string): { from: Date; to: Date } {
  const from = new Date(Date.parse(`${day}T00:00:00Z`) - KST_OFFSET_MS)
  return { from, to: new Date(from.getTime() + DAY_MS) }
}

export const periods = ['all', 'today', 'week', 'month'] as const
export type Period = (typeof periods)[number]

/** The instant at which the current KST day, week (from Monday) or month began; null for all time. */
export function startOfPeriod(period: Period, now: Date): Date | null {
  if (period === 'all') return null
  const day = kstDayOf(now)
  if (period === 'today') return kstDayBounds(day).from
  if (period === 'month') return kstDayBounds(`${day.slice(0, 7)}-01`).from
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return new Date(kstDayBounds(day).from.getTime() - weekday * DAY_MS)
}

export const ranges = ['today', '7d', '30d', '90d', 'all'] as const
export type Range = (typeof ranges)[number]

/** The beginning of the last N KST days, today included; null for all time. */
export function startOfRange(range: Range, now: Date): Date | null {
  if (range === 'all') return null
  const days = range === 'today' ? 1 : Number.parseInt(range, 10)
  return new Date(kstDayBounds(kstDayOf(now)).from.getTime() - (days - 1) * DAY_MS)
}

export function kstDaysBetween(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = kstDayOf(kstDayBounds(day).to)) days.push(day)
  return days
}

/** "2026-11-20T10:00", as a form's date and time field says it, is that minute in Korea. */
export const kstMinute = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .transform((text) => `${text}:00+09:00`)
  .pipe(instant)
