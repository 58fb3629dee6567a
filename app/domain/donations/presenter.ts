import type { Donation, DonationEntry } from '#prisma'
import type { Badge } from '~/domain/badges/badge'
import type { LikelyDouble } from './doubles'

export const ANONYMOUS = '익명'

export const MERGED = 'merged'
export const UNMERGED = 'unmerged'

/** Which row of which statement made an entry: its reason, which the ledger's digest covers. */
export const statementReason = (statementId: string, row: number) => `statement ${statementId} row ${row}`
/** As its donor reads it: which file and row is for its creator alone. */
const SOME_STATEMENT = 'statement'
export const isStatementReason = (reason: string) =>
  reason === SOME_STATEMENT || /^statement [0-9a-f-]{36} row \d+$/.test(reason)

/** Whether a donation's receipt is there: from an instant on, with a signing that is late, or never where nothing is signed. */
export type ReceiptState =
  | { state: 'ready' }
  | { state: 'soon' }
  | { state: 'unsigned' }
  | { state: 'later'; from: string }

/** What became of a fan's intent; `queued` is registered and waits until fewer than three of theirs do. */
export type IntentState = 'open' | 'queued' | 'lapsed' | 'registered' | 'dismissed'

type DonationWithPeople = Donation & {
  donor: { displayName: string; chzzkUserId: string } | null
  channel: { chzzkChannelId: string }
  message: { id: string; content: string | null; heldAt: Date | null } | null
  signal: Signal | null
  merged: { signal: Signal | null }[]
}
type Signal = { amountCheese: number | null; receivedAt: Date }

export function signalOf({ signal, merged }: { signal: Signal | null; merged: { signal: Signal | null }[] }) {
  return signal ?? merged.find((donation) => donation.signal)?.signal ?? null
}

export type HeldBy = { heldBy: string | null; nameHeldBy: string | null }
const UNKNOWN: HeldBy = { heldBy: null, nameHeldBy: null }

export type DonationView = ReturnType<typeof toDonationView>

/** As its donor and its creator read it (docs/api.md "Donations"); only the creator learns which word holds it. */
export function toDonationView(
  donation: DonationWithPeople,
  badge: Badge | null,
  { heldBy, nameHeldBy } = UNKNOWN,
) {
  const isConfirmed = donation.status === 'CONFIRMED'
  const signal = signalOf(donation)
  // Where two messages changed places, what hangs on the merged one is the other's, and not for its donor.
  const message = donation.mergedIntoId ? null : donation.message
  return {
    id: donation.id,
    chzzkChannelId: donation.channel.chzzkChannelId,
    status: donation.status,
    source: donation.source,
    amount: isConfirmed ? donation.amountCheese : null,
    claimedAmount: donation.claimedAmountCheese,
    donor: { displayName: donorName(donation), chzzkUserId: donation.donor?.chzzkUserId ?? null, badge },
    late: donation.late,
    hideAmount: donation.hideAmount,
    hideName: donation.hideName,
    occurredAt: donation.occurredAt.toISOString(),
    confirmedAt: isConfirmed ? (donation.confirmedAt?.toISOString() ?? null) : null,
    confirmedBy: isConfirmed ? donation.confirmedByKind : null,
    signal: signal && { amount: signal.amountCheese, receivedAt: signal.receivedAt.toISOString() },
    mergedIntoId: donation.mergedIntoId,
    likelyDouble: null as LikelyDouble | null,
    messageId: message?.id ?? null,
    message: message?.content || null,
    held: isHeld({ message }),
    heldBy: message && heldBy,
    nameHeldBy,
  }
}

/** To an admin who confirmed it in somebody else's channel: neither who gave it nor what was said. */
export function toDonationForAdmin(donation: DonationWithPeople): DonationView {
  const view = toDonationView(donation, null)
  return {
    ...view,
    amount: view.hideAmount ? null : view.amount,
    claimedAmount: null,
    donor: { displayName: ANONYMOUS, chzzkUserId: null, badge: null },
    signal: null,
    messageId: null,
    message: null,
    held: false,
  }
}

export function donorName({ donor, donorName: given }: Pick<DonationWithPeople, 'donor' | 'donorName'>) {
  return donor?.displayName ?? given ?? ANONYMOUS
}

export function isHeld({ message }: Pick<DonationWithPeople, 'message'>) {
  return message !== null && message.heldAt !== null && message.content !== null
}

type EntryWithActor = DonationEntry & { actor: { displayName: string } | null }

/** An entry of their own donation. */
export function toEntryViewForDonor(entry: EntryWithActor) {
  const view = toEntryView(entry)
  return view.reason && isStatementReason(view.reason) ? { ...view, reason: SOME_STATEMENT } : view
}

/** An admin acts for the instance and is not named. */
export function toEntryView({
  seq,
  from,
  to,
  amountDelta,
  actorKind,
  actor,
  reason,
  reasonDigest,
  at,
  hash,
}: EntryWithActor) {
  const actorName = actorKind === 'admin' ? null : (actor?.displayName ?? null)
  const reasonErased = reason === null && reasonDigest !== null
  return {
    seq,
    from,
    to,
    amountDelta,
    actorKind,
    actorName,
    reason,
    reasonErased,
    at: at.toISOString(),
    hash,
  }
}

/** What an unconfirmed donation probably came to: CHZZK's signal before the fan's claim; null where neither says. */
export function expectedAmount({
  signal,
  claimedAmount,
}: Pick<DonationView, 'signal' | 'claimedAmount'>): number | null {
  return signal?.amount ?? claimedAmount
}

/** Whether 모두 고르기 takes a donation along: not where its amount is unknown or it has a likely double. */
export function isChosenByDefault(donation: DonationView): boolean {
  return expectedAmount(donation) !== null && donation.likelyDouble === null
}
