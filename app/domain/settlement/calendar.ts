import { DAY_MS } from '~/domain/core/kst'
import { mondayOf, type Span } from '~/domain/stats/span'

export const WINDOWS = { d30: 30, d60: 60, d90: 90 } as const
export type WindowName = keyof typeof WINDOWS

export const COMPLETE_MONTHS = 12
export const REFERENCE_MONTHS = 3
export const WEEKS = 13

export type Month = Span & { month: string; complete: boolean }

export type Calendar = {
  windows: Record<WindowName, Span>
  /** The complete ones, oldest first, then the running one. */
  months: Month[]
  weeks: Span[]
  /** Every day that a figure reads. */
  whole: Span
}

export function addDays(date: string, days: number) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** "2026-11" and so many months later, or earlier where negative. */
export function addMonths(month: string, months: number) {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7)
}

export const monthOf = (date: string) => date.slice(0, 7)
const firstOf = (month: string) => `${month}-01`

/** The days of Korea that the figures of this day are made of: all but the running month end with yesterday at the latest. */
export function calendarOf(today: string): Calendar {
  const yesterday = addDays(today, -1)
  const running = monthOf(today)
  const months = Array.from({ length: COMPLETE_MONTHS + 1 }, (_, n) => {
    const month = addMonths(running, n - COMPLETE_MONTHS)
    const last = month === running ? today : addDays(firstOf(addMonths(month, 1)), -1)
    return { month, first: firstOf(month), last, complete: month !== running }
  })
  const monday = mondayOf(today)
  const weeks = Array.from({ length: WEEKS }, (_, n) => {
    const first = addDays(monday, 7 * (n - WEEKS))
    return { first, last: addDays(first, 6) }
  })
  const window = (days: number): Span => ({ first: addDays(yesterday, 1 - days), last: yesterday })
  const windows = { d30: window(WINDOWS.d30), d60: window(WINDOWS.d60), d90: window(WINDOWS.d90) }
  return {
    windows,
    months,
    weeks,
    whole: { first: firstOf(addMonths(running, -COMPLETE_MONTHS)), last: today },
  }
}

/** The complete months whose average a reference amount takes. */
export const referenceMonths = ({ months }: Calendar) =>
  months.filter(({ complete }) => complete).slice(-REFERENCE_MONTHS)

/** The first day on which as many complete months lie behind the first confirmed donation; null before there is one. */
export function computableFrom(firstDay: string | null): string | null {
  if (firstDay === null) return null
  const month = monthOf(firstDay)
  const firstComplete = firstDay === firstOf(month) ? month : addMonths(month, 1)
  return firstOf(addMonths(firstComplete, REFERENCE_MONTHS))
}
