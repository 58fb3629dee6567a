import type { ActorKind, DonationSource, DonationStatus, MergeTaking } from '#prisma'
import type { Because } from '~/domain/core/refusal'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** CHZZK's signal, the fan's claim (`recordedFrom` when they left for CHZZK), or its creator's entry by hand. */
export type DonationRecord = Mergeable & {
  id: string
  name: string | null
  amountCheese: number | null
  occurredAt: Date
  recordedFrom: Date
  createdAt: Date
  rejectedAt: Date | null
}

export type LikelyDouble = {
  id: string
  status: DonationStatus
  source: DonationRecord['source']
  donorName: string | null
  amount: number
  occurredAt: string
  merge: { id: string; intoId: string }
}

/** The same amount from different sources, near in time, one of them without a known donor; or a signal after a rejected claim. */
function isLikelyDouble(record: DonationRecord, other: DonationRecord): boolean {
  if (record.id === other.id || record.amountCheese === null || record.amountCheese !== other.amountCheese)
    return false
  if (record.source === other.source || !isNear(record, other)) return false
  const rejected = [record, other].find(({ status }) => status === 'REJECTED')
  if (rejected) return cameAfterRejection(rejected, rejected === record ? other : record)
  return record.donorId === null || other.donorId === null
}

function cameAfterRejection({ source, donorId, rejectedAt }: DonationRecord, came: DonationRecord) {
  const sameFan = came.donorId === null || came.donorId === donorId
  return (
    source === 'user_flow' &&
    came.source === 'session' &&
    sameFan &&
    rejectedAt !== null &&
    came.createdAt > rejectedAt
  )
}

/** A fan gives within a day of leaving for CHZZK, or gave in the hour before registering; a creator adds it within a day. */
function isNear(record: DonationRecord, other: DonationRecord) {
  const [from, at] = record.source === 'session' ? [other, record] : [record, other]
  const after = at.occurredAt.getTime() - from.recordedFrom.getTime()
  const isByHand = from.source === 'manual' || at.source === 'manual'
  return after <= DAY_MS && after >= -(isByHand ? DAY_MS : HOUR_MS)
}

type Candidates = { record: DonationRecord; others: readonly DonationRecord[] }

/** What was not rejected first, then the nearest; each in one pair, for a thousand added by hand is not everybody's thousand. */
export function pairDoubles(candidates: readonly Candidates[]): Map<string, LikelyDouble> {
  const couples = candidates.flatMap(({ record, others }) =>
    others.flatMap((other) => {
      const merge = isLikelyDouble(record, other) ? chooseMerge(record, other) : null
      const distance = Math.abs(other.occurredAt.getTime() - record.recordedFrom.getTime())
      return merge ? [{ record, other, merge, distance, isRejected: other.status === 'REJECTED' }] : []
    }),
  )
  couples.sort((a, b) => Number(a.isRejected) - Number(b.isRejected) || a.distance - b.distance)
  const partners = new Map<string, string>()
  const found = new Map<string, LikelyDouble>()
  for (const { record, other, merge } of couples) {
    const isFree =
      (partners.get(record.id) ?? other.id) === other.id &&
      (partners.get(other.id) ?? record.id) === record.id
    if (!isFree) continue
    partners.set(record.id, other.id).set(other.id, record.id)
    found.set(record.id, {
      id: other.id,
      status: other.status,
      source: other.source,
      donorName: other.name,
      amount: other.amountCheese ?? 0,
      occurredAt: other.occurredAt.toISOString(),
      merge: { id: merge.from.id, intoId: merge.into.id },
    })
  }
  return found
}

type MergedText = { authorId: string | null; relayed: boolean; content: string | null } | null

export type Mergeable = {
  status: DonationStatus
  source: DonationSource
  donorId: string | null
  donorName: string | null
  confirmedByKind: ActorKind | null
  mergedIntoId: string | null
  hasSignal: boolean
}
type MergeParty = Mergeable & {
  intentId: string | null
  claimedAmountCheese: number | null
  hideAmount: boolean
  hideName: boolean
  message: MergedText
}

export function whyNotMerged(from: Mergeable, into: Mergeable): Because | null {
  if (from.mergedIntoId || into.mergedIntoId) return 'merge_of_merged'
  if (into.status !== 'OCCURRED' && into.status !== 'CONFIRMED') return 'merge_into_closed'
  if (from.status === 'REVERSED') return 'merge_of_reversed'
  if (from.hasSignal && into.hasSignal) return 'merge_of_two_signals'
  if (from.donorId && into.donorId && from.donorId !== into.donorId) return 'merge_of_two_fans'
  if (from.status !== 'CONFIRMED') return null
  if (into.status !== 'CONFIRMED') return 'merge_into_confirmed'
  const byHand = from.confirmedByKind === 'creator' || from.confirmedByKind === 'admin'
  return byHand ? null : 'merge_into_signal_confirmed'
}

/** What the fan says goes into what CHZZK or the creator says; null where neither may be merged. */
export function chooseMerge<T extends Mergeable>(record: T, other: T): { from: T; into: T } | null {
  const pairs = [
    { from: record, into: other },
    { from: other, into: record },
  ].toSorted((a, b) => weight(a.from) - weight(b.from))
  return pairs.find(({ from, into }) => whyNotMerged(from, into) === null) ?? null
}

const weight = ({ source }: Mergeable) => ['user_flow', 'manual', 'session', 'statement'].indexOf(source)

/** What `into` takes over. A name that a creator typed stays hidden on a donation that was given anonymously, and one of a statement everywhere. */
export function takingsOf(from: MergeParty, into: MergeParty): MergeTaking[] {
  const took: MergeTaking[] = []
  const givesDonor = from.donorId !== null && into.donorId === null
  const givesName = !from.donorId && !into.donorId && from.donorName !== null && into.donorName === null
  if (givesDonor) took.push('donor')
  if (givesName) took.push('name')
  if (from.intentId && !into.intentId) took.push('intent')
  if (from.claimedAmountCheese !== null && into.claimedAmountCheese === null) took.push('claim')
  if (textRank(from.message) > textRank(into.message)) took.push('message')
  if (from.donorId && from.hideAmount && !into.hideAmount) took.push('hid_amount')
  const givesHiddenName = (from.donorId !== null || givesName) && from.hideName
  if ((givesHiddenName || (givesName && into.source === 'session')) && !into.hideName) took.push('hid_name')
  if (givesDonor && !from.hideAmount && into.hideAmount) took.push('showed_amount')
  if (givesDonor && !from.hideName && into.hideName) took.push('showed_name')
  return took
}

/** A person's own text goes before what was copied or relayed, and that before an empty line. */
function textRank(message: MergedText) {
  if (!message) return 0
  if (message.content === '') return message.authorId ? 2 : 1
  return message.authorId && !message.relayed ? 4 : 3
}
