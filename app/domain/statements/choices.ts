import { CHZZK_FIRST_DAY, MAX_CHEESE } from '~/domain/donations/input'
import type { LineParty } from './pairing'
import type { DonationOutcome, LedgerRow, LineChoice, LineToPlan, PlannedLine, PlanOptions } from './plan'

/** Nothing is added that no hand may add: before CHZZK opened, in days to come, or beyond what anybody gives. */
export function mayBeAdded({ day, period, amount }: LineToPlan, today: string | undefined) {
  const at = day ?? period?.to ?? ''
  return amount > 0 && amount <= MAX_CHEESE && at >= CHZZK_FIRST_DAY && (today === undefined || at <= today)
}

type Settlement = Pick<PlannedLine, 'outcome'> & Partial<PlannedLine>

/** The plan as it grows: what is in it is decided. */
export class Draft {
  readonly lines = new Map<string, PlannedLine>()
  readonly donations = new Map<string, { outcome: DonationOutcome; identity: string | null }>()

  settle({ identity, row, amount }: LineToPlan, settlement: Settlement) {
    this.lines.set(identity, {
      identity,
      row,
      amount,
      certainty: 'sure',
      ticked: false,
      pass: null,
      donationId: null,
      meltAmount: null,
      chosenAmount: null,
      candidates: [],
      explainedTwins: [],
      ...settlement,
    })
  }
}

/** Lines that need no pairing: explained before, chosen by the creator, not counted, of another period or of no day. */
export function applyChoices(
  lines: readonly LineParty[],
  ledgerRows: readonly LedgerRow[],
  { explained, choices, period, today }: PlanOptions,
): Draft {
  const draft = new Draft()
  const chosen = new Set(
    [...(choices?.values() ?? [])].flatMap((one) => ('donationId' in one ? [one.donationId] : [])),
  )
  const free = new Map(
    ledgerRows
      .filter(({ id, explainedBy }) => chosen.has(id) && explainedBy === null)
      .map((row) => [row.id, row]),
  )
  for (const { line } of lines) {
    const choice = choices?.get(line.identity)
    const earlier = explained?.get(line.identity)
    if (earlier !== undefined) {
      draft.settle(line, { outcome: 'explained', donationId: earlier })
      if (earlier !== null) draft.donations.set(earlier, { outcome: 'explained', identity: line.identity })
    } else if (choice && 'donationId' in choice) applyChoice(draft, line, choice, free)
    else if (choice) {
      const ticked = choice.outcome === 'onlyStatement' && mayBeAdded(line, today)
      draft.settle(line, { outcome: choice.outcome, pass: 'choice', ticked })
    } else if (!line.counted) draft.settle(line, { outcome: 'ignored' })
    else if (line.day === null) draft.settle(line, { outcome: 'onHold', certainty: 'maybe' })
    else if (period && line.day > period.to) draft.settle(line, { outcome: 'nextPeriod' })
  }
  return draft
}

type DonationChoice = Extract<LineChoice, { donationId: string }>

/** A choice whose donation is gone, taken or of another amount by now is asked again. */
function applyChoice(draft: Draft, line: LineToPlan, choice: DonationChoice, free: Map<string, LedgerRow>) {
  const { donationId, outcome } = choice
  const donation = free.get(donationId)
  const fits = outcome === 'differs' ? choice.amount > 0 : donation?.amount === line.amount
  if (!donation || !fits) return draft.settle(line, { outcome: 'onHold', certainty: 'maybe' })
  free.delete(donationId)
  draft.donations.set(donationId, { outcome, identity: line.identity })
  draft.settle(line, {
    outcome,
    pass: 'choice',
    ticked: true,
    donationId,
    meltAmount: outcome === 'differs' ? donation.amount : null,
    chosenAmount: outcome === 'differs' ? choice.amount : null,
  })
}
