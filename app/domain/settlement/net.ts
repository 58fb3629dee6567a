import type { SettlementFigures } from './figures'
import { type PendingRow, pendingSum } from './pending'

export type SaidFacts = { feeRateHundredths: number | null; pending: PendingRow[] }

/** What nothing but a statement, or a rate that the creator typed in, says: null where it does not. */
export type SaidFigures = {
  feeRateHundredths: number | null
  pending: number | null
  pendingNet: number | null
  /** Of the last thirty days. */
  net: number | null
}

export function toSaidFigures(
  { feeRateHundredths: rate, pending: rows }: SaidFacts,
  { windows }: SettlementFigures,
): SaidFigures {
  const pending = pendingSum(rows)
  return {
    feeRateHundredths: rate,
    pending,
    pendingNet: rate === null || pending === null ? null : netOf(pending, rate),
    net: rate === null ? null : netOf(windows.d30.sum, rate),
  }
}

/** What is left of an amount, rounded down. */
export const netOf = (amount: number, feeRateHundredths: number) =>
  Number((BigInt(amount) * BigInt(10_000 - feeRateHundredths)) / 10_000n)

/** "12.5" → 1250. */
export function parseFeeRate(percent: string): number {
  const [whole = '', part = ''] = percent.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
