import type { DonationSource } from '#prisma'
import type { Span } from '~/domain/stats/span'
import { addDays, addMonths, monthOf } from './calendar'
import type { Total } from './figures'
import type { Waterfall } from './waterfall'

/** Of what the ledger had at one entry of it: the donations of a month's days, and what applied statements say of them. */
export type MonthlySums = {
  confirmed: Total
  /** Confirmed cheese that an applied line explains: of a donation and a line that differ, the smaller. */
  reconciled: Total
  /** Donations whose line names another amount; `difference` is the lines' sum less Melt's. */
  differing: { count: number; difference: number }
  onlyStatement: Total
  waiting: number
}

export type MonthlyReport = MonthlySums & {
  channel: { chzzkChannelId: string; name: string }
  month: string
  complete: boolean
  asOf: string
  /** Of the confirmed cheese, in thousandths; null where nothing is confirmed. */
  share: number | null
  onlyMelt: Total
  waterfalls: Waterfall[]
  ledger: { seq: number; hash: string }
  checkpoint: { size: number; signedAt: string; day: string; seq: number; unsigned: number } | null
}

/** The days of a month in Korea. */
export const daysOfMonth = (month: string): Span => ({
  first: `${month}-01`,
  last: addDays(`${addMonths(month, 1)}-01`, -1),
})

export const isFutureMonth = (month: string, today: string) => month > monthOf(today)
export const isCompleteMonth = (month: string, today: string) => month < monthOf(today)

/** Rounded down: what is not all is never all. */
export const shareOf = ({ confirmed, reconciled }: Pick<MonthlySums, 'confirmed' | 'reconciled'>) =>
  confirmed.sum === 0 ? null : Number((BigInt(reconciled.sum) * 1_000n) / BigInt(confirmed.sum)) / 1_000

export const onlyMeltOf = ({ confirmed, reconciled }: Pick<MonthlySums, 'confirmed' | 'reconciled'>) => ({
  sum: confirmed.sum - reconciled.sum,
  count: confirmed.count - reconciled.count,
})

/** Why a donation and a statement do not agree; `copy/ko` has a sentence for each. */
export type DifferenceReason =
  | 'amount_differs'
  | 'not_in_statement'
  | 'no_statement'
  | 'only_statement'
  | 'amount_open'
  | 'on_hold'
  | 'next_period'
  | 'not_counted'
  | 'ignored'
  | 'taken_back'

/** A confirmed donation of the month, or a line that no donation stands for. Nobody's name is in it. */
export type MonthlyRow = {
  kind: 'donation' | 'line'
  donationId: string | null
  day: string
  cheese: number | null
  confirmedAt: string | null
  source: DonationSource | null
  line: { statementId: string; statement: string; row: number } | null
  difference: number | null
  reason: DifferenceReason | null
}
