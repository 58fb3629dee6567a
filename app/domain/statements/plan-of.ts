import { createHash } from 'node:crypto'
import { applyChoices, type Draft, mayBeAdded } from './choices'
import type { KstPeriod } from './dates'
import { explainedTwins } from './explained-twins'
import { NearbyIndex, pairNearby } from './nearby'
import {
  compareText,
  type DonationParty,
  groupByKey,
  type Held,
  type LineParty,
  type Pair,
  pairByDonorId,
  pairByNickname,
  toDonationParties,
  toLineParties,
} from './pairing'
import {
  type LedgerRow,
  type LineToPlan,
  MAX_CANDIDATES,
  type Pass,
  type Plan,
  type PlanOptions,
} from './plan'
import { countDeeds, planDonations, sumPlan, tallyDonations, tallyLines } from './plan-sums'

type Found = { pairs: readonly Pair[]; held: readonly Held[]; contested?: readonly DonationParty[] }

/** What a statement means for the ledger, the same for any order of its inputs; identities and ids are unique. */
export function planOf(
  ledgerRows: readonly LedgerRow[],
  statementRows: readonly LineToPlan[],
  options: PlanOptions = {},
): Plan {
  const period = options.period ?? periodOf(statementRows)
  const lines = toLineParties(statementRows)
  const draft = applyChoices(lines, ledgerRows, options)
  const free = ledgerRows.filter(({ id, explainedBy }) => explainedBy === null && !draft.donations.has(id))
  const donations = toDonationParties(free)
  for (const [pass, pair] of [
    ['a', pairByDonorId],
    ['b', pairByNickname],
    ['c', pairNearby],
  ] as const) {
    const found: Found = pair(openLines(lines, draft), openDonations(donations, draft))
    settle(draft, pass, found)
    for (const { donation } of found.contested ?? [])
      if (!draft.donations.has(donation.id)) hold(draft, donation.id)
  }
  settleTwins(draft, lines, ledgerRows, options)
  settleDiffering(draft, lines, donations)
  settleRest(draft, lines, donations, options.today)
  holdDoubtful(draft, lines, donations)
  const planned = [...draft.lines.values()].sort(
    (a, b) => a.row - b.row || compareText(a.identity, b.identity),
  )
  const plannedDonations = planDonations(draft, ledgerRows, period)
  return {
    period,
    lines: planned,
    donations: plannedDonations,
    lineTallies: tallyLines(planned),
    donationTallies: tallyDonations(plannedDonations),
    deeds: countDeeds(planned, ledgerRows),
    sums: sumPlan(planned, statementRows, ledgerRows, period, options.tolerance),
  }
}

const HASHED_AT_ONCE = 1_000

/** Names a plan, so that what is applied is what was shown. In parts: as one text it is larger than the plan itself. */
export function hashPlan({ lines, donations, ...rest }: Plan) {
  const hash = createHash('sha256').update(JSON.stringify(rest))
  for (const list of [lines, donations])
    for (let from = 0; from < list.length; from += HASHED_AT_ONCE)
      hash.update(JSON.stringify(list.slice(from, from + HASHED_AT_ONCE)))
  return hash.digest('hex')
}

/** From the first day that a line names to the last. */
export function periodOf(rows: readonly LineToPlan[]): KstPeriod | null {
  const firsts = rows.flatMap(({ day, period }) => day ?? period?.from ?? [])
  const lasts = rows.flatMap(({ day, period }) => day ?? period?.to ?? [])
  const from = firsts.reduce((first, day) => (first === '' || day < first ? day : first), '')
  const to = lasts.reduce((last, day) => (day > last ? day : last), '')
  return from === '' ? null : { from, to }
}

const openLines = (lines: readonly LineParty[], draft: Draft) =>
  lines.filter(({ line }) => !draft.lines.has(line.identity))
const openDonations = (donations: readonly DonationParty[], draft: Draft) =>
  donations.filter(({ donation }) => !draft.donations.has(donation.id))

function hold(draft: Draft, id: string) {
  draft.donations.set(id, { outcome: 'onHold', identity: null })
}

const idsOf = (parties: readonly DonationParty[]) =>
  parties.slice(0, MAX_CANDIDATES).map(({ donation }) => donation.id)

function settle(
  draft: Draft,
  pass: Pass,
  { pairs, held }: { pairs: readonly Pair[]; held: readonly Held[] },
) {
  for (const { line, donation } of pairs) {
    const { id } = donation.donation
    draft.settle(line.line, { outcome: 'matched', ticked: true, pass, donationId: id })
    draft.donations.set(id, { outcome: 'matched', identity: line.line.identity })
  }
  const seen = new Set<readonly DonationParty[]>()
  for (const { line, candidates } of held) {
    draft.settle(line.line, { outcome: 'onHold', certainty: 'maybe', candidates: idsOf(candidates) })
    if (seen.has(candidates)) continue
    seen.add(candidates)
    for (const { donation } of candidates) hold(draft, donation.id)
  }
}

/** A row that an earlier statement may have had in other columns is not added without being asked about. */
function settleTwins(
  draft: Draft,
  lines: readonly LineParty[],
  ledgerRows: readonly LedgerRow[],
  options: PlanOptions,
) {
  const twins = explainedTwins(lines, openLines(lines, draft), ledgerRows, options.explained ?? new Map())
  for (const [line, ids] of twins)
    draft.settle(line.line, { outcome: 'onlyStatement', certainty: 'maybe', explainedTwins: ids })
}

/** One line and one donation of the same person and day with other amounts; of several, the line alone stays open to doubt. */
function settleDiffering(draft: Draft, lines: readonly LineParty[], donations: readonly DonationParty[]) {
  const keys: ((party: { donorId: string | null; name: string | null; day: number }) => string | null)[] = [
    ({ donorId, day }) => donorId && `${donorId} ${day}`,
    ({ name, day }) => name && `${day} ${name}`,
  ]
  for (const keyOf of keys)
    for (const group of groupByKey(openLines(lines, draft), openDonations(donations, draft), keyOf)) {
      const allowed = notDifferentPeople(group.lines, group.donations)
      const [line, ...otherLines] = group.lines
      const [donation, ...otherDonations] = allowed
      if (!line || !donation) continue
      if (otherLines.length === 0 && otherDonations.length === 0) {
        const { id, amount } = donation.donation
        draft.settle(line.line, {
          outcome: 'differs',
          certainty: 'maybe',
          donationId: id,
          meltAmount: amount,
        })
        draft.donations.set(id, { outcome: 'differs', identity: line.line.identity })
      } else
        for (const one of group.lines)
          draft.settle(one.line, { outcome: 'onlyStatement', certainty: 'maybe', candidates: idsOf(allowed) })
    }
}

function notDifferentPeople(lines: readonly LineParty[], donations: readonly DonationParty[]) {
  const ids = new Set(lines.map(({ donorId }) => donorId))
  return donations.filter(({ donorId }) => donorId === null || ids.has(null) || ids.has(donorId))
}

/** What nothing explains is new, unless a confirmed donation of that amount and day has another name. */
function settleRest(
  draft: Draft,
  lines: readonly LineParty[],
  donations: readonly DonationParty[],
  today: string | undefined,
) {
  const confirmed = openDonations(donations, draft).filter(({ donation }) => donation.status === 'CONFIRMED')
  const index = new NearbyIndex(confirmed)
  for (const line of openLines(lines, draft)) {
    const candidates = idsOf(index.listRenamed(line))
    const sure = candidates.length === 0 && mayBeAdded(line.line, today)
    draft.settle(line.line, {
      outcome: 'onlyStatement',
      certainty: sure ? 'sure' : 'maybe',
      ticked: sure,
      candidates,
    })
  }
}

/** What an open line may be is not only in Melt: its candidates, and all of its amount within a day (`listOnlyMelt`). */
function holdDoubtful(draft: Draft, lines: readonly LineParty[], donations: readonly DonationParty[]) {
  const open = lines.filter(({ line }) => draft.lines.get(line.identity)?.certainty === 'maybe')
  const index = new NearbyIndex(open)
  const candidates = new Set(open.flatMap(({ line }) => draft.lines.get(line.identity)?.candidates ?? []))
  for (const party of openDonations(donations, draft))
    if (candidates.has(party.donation.id) || index.hasNear(party)) hold(draft, party.donation.id)
}
