import type { StatementDeed } from '#prisma'
import type { KstPeriod } from './dates'
import type { StatementLine } from './lines'

/** A donation as the ledger has it now. Rejected and reversed ones are no part of a plan. */
export type LedgerRow = {
  id: string
  status: 'OCCURRED' | 'CONFIRMED'
  amount: number | null
  day: string
  time: string | null
  donorId: string | null
  donorName: string | null
  /** The row of an earlier statement that explains it: such a donation is no candidate. */
  explainedBy: string | null
}

/** A line as far as a plan looks at it. */
export type LineToPlan = Pick<
  StatementLine,
  'identity' | 'row' | 'day' | 'time' | 'period' | 'amount' | 'donorId' | 'nickname' | 'counted'
>

/** What the creator decided about one line. */
export type LineChoice =
  | { outcome: 'matched'; donationId: string }
  | { outcome: 'differs'; donationId: string; amount: number }
  | { outcome: 'onlyStatement' | 'ignored' | 'onHold' | 'nextPeriod' }

export type PlanOptions = {
  /** Of the statement; without it, the days of its lines. */
  period?: KstPeriod | null
  /** Identities of earlier statements' rows, with the donation that each explains. */
  explained?: ReadonlyMap<string, string | null>
  choices?: ReadonlyMap<string, LineChoice>
  /** What has not happened by then is not added. */
  today?: string
  tolerance?: { absolute?: number; permille?: number }
}

export const lineOutcomes = [
  'matched',
  'explained',
  'differs',
  'onlyStatement',
  'ignored',
  'onHold',
  'nextPeriod',
] as const
export type LineOutcome = (typeof lineOutcomes)[number]
export const donationOutcomes = [
  'matched',
  'explained',
  'differs',
  'onHold',
  'onlyMeltWaiting',
  'onlyMeltConfirmed',
] as const
export type DonationOutcome = (typeof donationOutcomes)[number]
/** What applying a line does: a donation that waits is confirmed, one that is confirmed stays as it is or gets another amount. */
export const deeds = ['confirmed', 'added', 'corrected', 'explained'] as const satisfies StatementDeed[]
export type Deeds = Record<StatementDeed, number>
export type Pass = 'a' | 'b' | 'c' | 'choice'

/** `ticked`: applying the plan acts on it. `meltAmount` is what the ledger says where the two differ, `chosenAmount` what the creator picked. */
export type PlannedLine = {
  identity: string
  row: number
  amount: number
  outcome: LineOutcome
  certainty: 'sure' | 'maybe'
  ticked: boolean
  pass: Pass | null
  donationId: string | null
  meltAmount: number | null
  chosenAmount: number | null
  candidates: readonly string[]
  /** Donations that an earlier statement explained by a row much like this one: perhaps it is the same row. */
  explainedTwins: readonly string[]
}
export type PlannedDonation = {
  id: string
  outcome: DonationOutcome
  amount: number | null
  identity: string | null
}

/** `missing` is in the statement and not in Melt, `extra` the other way round, after what is ticked was applied. */
export type PlanSums = {
  statement: number
  notCounted: number
  nextPeriod: number
  melt: number
  meltAfter: number
  missing: number
  extra: number
  residual: number
  within: boolean
}
export type Tally = { count: number; sum: number }
export type Plan = {
  period: KstPeriod | null
  lines: readonly PlannedLine[]
  donations: readonly PlannedDonation[]
  lineTallies: Record<LineOutcome, Tally>
  donationTallies: Record<DonationOutcome, Tally>
  /** Of the lines that are ticked. */
  deeds: Deeds
  sums: PlanSums
}

export const MAX_CANDIDATES = 10
