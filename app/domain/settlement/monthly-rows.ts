import type { DonationSource } from '#prisma'
import { kstDayOf } from '~/domain/core/kst'
import type { LineOutcome } from '~/domain/statements/plan'
import type { DifferenceReason, MonthlyRow } from './monthly-report'
import { type SaidStatement, statementName } from './waterfall'

export type DonationOfMonth = {
  id: string
  at: Date
  amount: number
  confirmedAt: Date
  source: DonationSource
  statementId: string | null
  sha256: string | null
  row: number | null
  lineAmount: number | null
}

export type LineOfMonth = {
  statementId: string
  sha256: string
  row: number
  day: string
  amount: number
  outcome: LineOutcome | null
  counted: boolean
  takenBack: boolean
}

/** Whether a file of donations was applied whose days this one is among: only then it says that it has none. */
export const isCovered = (statements: readonly SaidStatement[], day: string) =>
  statements.some(({ kind, from, to }) => kind === 'lines' && from <= day && day <= to)

export function toDonationRow(
  donation: DonationOfMonth,
  statements: readonly SaidStatement[],
): MonthlyRow & { kind: 'donation' } {
  const { id, at, amount, confirmedAt, source, statementId, sha256, row, lineAmount } = donation
  const day = kstDayOf(at)
  const line =
    statementId === null || sha256 === null || row === null
      ? null
      : { statementId, statement: statementName(sha256), row }
  return {
    kind: 'donation',
    donationId: id,
    day,
    cheese: amount,
    confirmedAt: confirmedAt.toISOString(),
    source,
    line,
    ...differenceOf(amount, line && lineAmount, isCovered(statements, day)),
  }
}

function differenceOf(
  amount: number,
  lineAmount: number | null,
  covered: boolean,
): Pick<MonthlyRow, 'difference' | 'reason'> {
  if (lineAmount !== null) {
    const difference = lineAmount - amount
    return { difference, reason: difference === 0 ? null : 'amount_differs' }
  }
  return covered
    ? { difference: -amount, reason: 'not_in_statement' }
    : { difference: null, reason: 'no_statement' }
}

const REASONS: Record<LineOutcome, DifferenceReason> = {
  matched: 'on_hold',
  explained: 'on_hold',
  differs: 'amount_open',
  onlyStatement: 'only_statement',
  ignored: 'ignored',
  onHold: 'on_hold',
  nextPeriod: 'next_period',
}

export function toLineRow(line: LineOfMonth): MonthlyRow & { kind: 'line' } {
  const { statementId, sha256, row, day, amount, outcome, counted, takenBack } = line
  const left = counted ? REASONS[outcome ?? 'onHold'] : 'not_counted'
  return {
    kind: 'line',
    donationId: null,
    day,
    cheese: null,
    confirmedAt: null,
    source: null,
    line: { statementId, statement: statementName(sha256), row },
    difference: amount,
    reason: takenBack ? 'taken_back' : left,
  }
}

export const isDifference = ({ reason }: MonthlyRow) => reason !== null
