import type { Draft } from './choices'
import type { KstPeriod } from './dates'
import { compareText } from './pairing'
import type {
  Deeds,
  DonationOutcome,
  LedgerRow,
  LineOutcome,
  LineToPlan,
  PlannedDonation,
  PlannedLine,
  PlanOptions,
  PlanSums,
  Tally,
} from './plan'

/** What Melt has for a line once the plan was applied. */
function amountAfter(line: PlannedLine, donation: LedgerRow | undefined): number {
  if (line.ticked) return line.chosenAmount ?? line.amount
  if (line.outcome !== 'explained' && line.outcome !== 'differs') return 0
  return amountNow(donation)
}

const amountNow = (donation: LedgerRow | undefined) =>
  donation?.status === 'CONFIRMED' ? (donation.amount ?? 0) : 0

/** The donations that lines are about, of all that a period has. */
function plannedRows(planned: readonly PlannedLine[], ledgerRows: readonly LedgerRow[]) {
  const ids = new Set(planned.map(({ donationId }) => donationId))
  const rows = new Map<string, LedgerRow>()
  for (const row of ledgerRows) if (ids.has(row.id)) rows.set(row.id, row)
  return rows
}

export const isWithin = (day: string, period: KstPeriod | null) =>
  period !== null && period.from <= day && day <= period.to

/** Lines are compared one by one before sums are, so that nothing missing hides behind something extra. */
export function sumPlan(
  planned: readonly PlannedLine[],
  statementRows: readonly LineToPlan[],
  ledgerRows: readonly LedgerRow[],
  period: KstPeriod | null,
  tolerance: PlanOptions['tolerance'] = {},
): PlanSums {
  const donations = plannedRows(planned, ledgerRows)
  const uncounted = new Set(statementRows.filter(({ counted }) => !counted).map(({ identity }) => identity))
  const sums = { statement: 0, notCounted: 0, nextPeriod: 0, melt: 0, meltAfter: 0, missing: 0, extra: 0 }
  const linked = new Set<string>()
  for (const line of planned) {
    sums.statement += line.amount
    const isExplained = line.outcome === 'explained'
    if (uncounted.has(line.identity) && !line.ticked && !isExplained && line.donationId === null)
      sums.notCounted += line.amount
    else if (line.outcome === 'nextPeriod') sums.nextPeriod += line.amount
    else {
      const donation = line.donationId === null ? undefined : donations.get(line.donationId)
      if (donation) linked.add(donation.id)
      const after = amountAfter(line, donation)
      sums.melt += amountNow(donation)
      sums.meltAfter += after
      if (line.amount > after) sums.missing += line.amount - after
      else sums.extra += after - line.amount
    }
  }
  for (const row of ledgerRows) {
    if (linked.has(row.id) || !isWithin(row.day, period)) continue
    sums.melt += amountNow(row)
    sums.meltAfter += amountNow(row)
    sums.extra += amountNow(row)
  }
  const within = isWithinTolerance(sums.missing + sums.extra, sums.statement, tolerance)
  return { ...sums, residual: sums.missing - sums.extra, within }
}

/** Whether a drift is let pass: by an amount, or by a part of the statement's sum. */
export function isWithinTolerance(drift: number, sum: number, tolerance: PlanOptions['tolerance'] = {}) {
  const { absolute = 0, permille = 0 } = tolerance
  return drift <= Math.max(absolute, (Math.abs(sum) * permille) / 1000)
}

/** How many of the ticked lines would do what. */
export function countDeeds(planned: readonly PlannedLine[], ledgerRows: readonly LedgerRow[]): Deeds {
  const rows = plannedRows(planned, ledgerRows)
  const deeds: Deeds = { confirmed: 0, added: 0, corrected: 0, explained: 0 }
  for (const { ticked, outcome, donationId, amount, chosenAmount } of planned) {
    if (!ticked) continue
    const row = rows.get(donationId ?? '')
    const known = row?.status === 'CONFIRMED' ? row : undefined
    if (outcome === 'onlyStatement') deeds.added++
    else if (!known) deeds.confirmed++
    else if (known.amount === (chosenAmount ?? amount)) deeds.explained++
    else deeds.corrected++
  }
  return deeds
}

const none = (): Tally => ({ count: 0, sum: 0 })

/** How many lines there are of each outcome, and of how much. */
export function tallyLines(planned: readonly { outcome: LineOutcome; amount: number }[]) {
  return tally<LineOutcome>(planned, {
    matched: none(),
    explained: none(),
    differs: none(),
    onlyStatement: none(),
    ignored: none(),
    onHold: none(),
    nextPeriod: none(),
  })
}

export function tallyDonations(planned: readonly { outcome: DonationOutcome; amount: number | null }[]) {
  return tally<DonationOutcome>(planned, {
    matched: none(),
    explained: none(),
    differs: none(),
    onHold: none(),
    onlyMeltWaiting: none(),
    onlyMeltConfirmed: none(),
  })
}

function tally<Outcome extends string>(
  planned: readonly { outcome: Outcome; amount: number | null }[],
  tallies: Record<Outcome, Tally>,
) {
  for (const { outcome, amount } of planned) {
    tallies[outcome].count++
    tallies[outcome].sum += amount ?? 0
  }
  return tallies
}

/** Donations that the plan is about, and those of its days that it says nothing of. */
export function planDonations(
  draft: Draft,
  ledgerRows: readonly LedgerRow[],
  period: KstPeriod | null,
): PlannedDonation[] {
  const planned: PlannedDonation[] = []
  for (const { id, amount, day, status, explainedBy } of ledgerRows) {
    const drafted = draft.donations.get(id)
    if (drafted) planned.push({ id, amount, ...drafted })
    else if (isWithin(day, period)) {
      const only: DonationOutcome = status === 'CONFIRMED' ? 'onlyMeltConfirmed' : 'onlyMeltWaiting'
      planned.push({ id, amount, outcome: explainedBy === null ? only : 'explained', identity: explainedBy })
    }
  }
  return planned.sort((a, b) => compareText(a.id, b.id))
}
