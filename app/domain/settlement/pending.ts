import { kstDayBounds } from '~/domain/core/kst'
import type { ExclusionReason, ExplainedRow } from '~/domain/stats/presenter'
import { monthOf } from './calendar'

/** Sums that the creator read off a screen and applied. */
export type SaidTotals = { id: string; from: string; to: string; gross: number; paidOn: string | null }
/** What applied lines of a file name on a day of the running month, and whether they say that it was paid out. */
export type SaidDay = { id: string; from: string; day: string; paid: boolean; sum: number }

/** What a statement says of money that is still to be paid out, or why it is not counted. */
export type PendingRow = { id: string; from: string; amount: number; reason: ExclusionReason | null }

type Period = { from: string; to: string }

/**
 * Sums say when they are paid out; without that, they are to be paid where they begin in the running month, as lines of it are, and else
 * say nothing. Of sums of the same days the newest count, and sums count before lines, so that nothing is added twice.
 */
export function pendingOf(
  totals: readonly SaidTotals[],
  days: readonly SaidDay[],
  today: string,
): PendingRow[] {
  const taken: Period[] = []
  const rows = totals
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .map(({ id, from, to, gross, paidOn }): PendingRow => {
      const row = { id, from, amount: gross }
      if (paidOn === null && monthOf(from) !== monthOf(today)) return { ...row, reason: 'no_pay_day' }
      const overlaps = taken.some((period) => period.from <= to && from <= period.to)
      if (overlaps) return { ...row, reason: 'other_statement' }
      taken.push({ from, to })
      return { ...row, reason: paidOn !== null && paidOn <= today ? 'paid_out' : null }
    })
  return [...rows, ...pendingLines(days, taken)]
}

function pendingLines(days: readonly SaidDay[], taken: readonly Period[]): PendingRow[] {
  const rows = new Map<string, PendingRow>()
  for (const { id, from, day, paid, sum } of days) {
    const covered = taken.some((period) => period.from <= day && day <= period.to)
    const reason = covered ? 'other_statement' : paid ? 'paid_out' : null
    const key = `${id} ${reason === null}`
    const earlier = rows.get(key)
    rows.set(key, { id, from, amount: (earlier?.amount ?? 0) + sum, reason: earlier?.reason ?? reason })
  }
  return [...rows.values()]
}

/** Null where no statement says so. */
export function pendingSum(rows: readonly PendingRow[]): number | null {
  const counted = rows.filter(({ reason }) => reason === null)
  return counted.length === 0 ? null : counted.reduce((sum, { amount }) => sum + amount, 0)
}

/** As an explanation lists it, by the first day of its statement. */
export const toPendingExplained = ({ id, from, amount, reason }: PendingRow): ExplainedRow => ({
  id,
  kind: 'statement',
  occurredAt: kstDayBounds(from).from.toISOString(),
  donorName: null,
  chzzkUserId: null,
  amount,
  status: null,
  source: null,
  broadcast: null,
  reason,
  hideName: false,
  hideAmount: false,
})
