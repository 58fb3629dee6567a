import { DAY_MS } from '~/domain/core/kst'
import type { LedgerRow, LineToPlan } from './plan'

type Party = { donorId: string | null; name: string | null; amount: number | null; day: number }
export type LineParty = Party & { line: LineToPlan; amount: number }
export type DonationParty = Party & { donation: LedgerRow }
export type Pair = { line: LineParty; donation: DonationParty }
export type Held = { line: LineParty; candidates: readonly DonationParty[] }

export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Of a few hundred days, a few thousand names and many rows, each is worked out once. */
function rememberEach<Value>(work: (text: string) => Value) {
  const known = new Map<string, Value>()
  return (text: string): Value => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = work(text)
    known.set(text, value)
    return value
  }
}

const createWords = () => ({
  toDayNumber: rememberEach((day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS),
  toName: rememberEach((text) => text.normalize('NFKC').trim().toLowerCase() || null),
})

/** Lines in an order that their file's order does not change. */
export function toLineParties(lines: readonly LineToPlan[]): LineParty[] {
  const { toDayNumber, toName } = createWords()
  return lines
    .map((line) => ({
      line,
      donorId: line.donorId?.toLowerCase() ?? null,
      name: toName(line.nickname ?? ''),
      amount: line.amount,
      day: line.day === null ? Number.NaN : toDayNumber(line.day),
    }))
    .sort(
      (a, b) =>
        compareText(a.line.day ?? '', b.line.day ?? '') ||
        compareText(a.line.time ?? '', b.line.time ?? '') ||
        compareText(a.line.identity, b.line.identity),
    )
}

export function toDonationParties(rows: readonly LedgerRow[]): DonationParty[] {
  const { toDayNumber, toName } = createWords()
  return rows
    .map((donation) => ({
      donation,
      donorId: donation.donorId?.toLowerCase() ?? null,
      name: toName(donation.donorName ?? ''),
      amount: donation.amount,
      day: toDayNumber(donation.day),
    }))
    .sort(
      (a, b) =>
        a.day - b.day ||
        compareText(a.donation.time ?? '', b.donation.time ?? '') ||
        compareText(a.donation.id, b.donation.id),
    )
}

/** Lines and donations under one key; a donation whose key no line has is not kept. */
export function groupByKey(
  lines: readonly LineParty[],
  donations: readonly DonationParty[],
  keyOf: (party: Party) => string | null,
) {
  const groups = new Map<string, { lines: LineParty[]; donations: DonationParty[] }>()
  for (const line of lines) {
    const key = keyOf(line)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.lines.push(line)
    else groups.set(key, { lines: [line], donations: [] })
  }
  for (const donation of donations) {
    const key = keyOf(donation)
    if (key !== null) groups.get(key)?.donations.push(donation)
  }
  return [...groups.values()].filter((group) => group.donations.length > 0)
}

type Found = { pairs: Pair[]; held: Held[] }

/** Pass (a): the donor's id, the amount and the day are the same. */
export function pairByDonorId(lines: readonly LineParty[], donations: readonly DonationParty[]): Found {
  const found: Found = { pairs: [], held: [] }
  const keyOf = ({ donorId, amount, day }: Party) => donorId && `${donorId} ${amount} ${day}`
  for (const group of groupByKey(lines, donations, keyOf)) pairGroup(group.lines, group.donations, found)
  return found
}

/** Pass (b): the nickname, the amount and the day are the same, and no two ids contradict. */
export function pairByNickname(lines: readonly LineParty[], donations: readonly DonationParty[]): Found {
  const found: Found = { pairs: [], held: [] }
  const keyOf = ({ name, amount, day }: Party) => name && `${amount} ${day} ${name}`
  for (const group of groupByKey(lines, donations, keyOf)) {
    const known = group.lines.filter(({ donorId }) => donorId !== null)
    const unknown = group.lines.filter(({ donorId }) => donorId === null)
    const unknownDonations = group.donations.filter(({ donorId }) => donorId === null)
    const contradict = known.length > 0 && unknownDonations.length < group.donations.length
    if (!contradict) pairGroup(group.lines, group.donations, found)
    else if (unknown.length === 0) pairGroup(known, unknownDonations, found)
    else if (unknownDonations.length === 0) pairGroup(unknown, group.donations, found)
    else {
      for (const line of unknown) found.held.push({ line, candidates: group.donations })
      for (const line of known) found.held.push({ line, candidates: unknownDonations })
    }
  }
  return found
}

/** Each donation that has a line is explained; fewer lines mean the confirmed ones, or are the creator's choice. */
function pairGroup(lines: readonly LineParty[], donations: readonly DonationParty[], { pairs, held }: Found) {
  const confirmed = donations.filter(({ donation }) => donation.status === 'CONFIRMED')
  const waiting = donations.filter(({ donation }) => donation.status !== 'CONFIRMED')
  const certain =
    lines.length >= donations.length ? donations : lines.length >= confirmed.length ? confirmed : []
  for (const [index, donation] of certain.entries()) {
    const line = lines[index]
    if (line) pairs.push({ line, donation })
  }
  if (lines.length >= donations.length) return
  const candidates = certain.length > 0 ? waiting : [...confirmed, ...waiting]
  for (const line of lines.slice(certain.length)) held.push({ line, candidates })
}
