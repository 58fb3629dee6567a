import type { Donation } from '#prisma'
import type { Tx } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/write.server'
import { actorFor, getChannelOfOwnDonation, getChannelToConfirmIn, readerFor } from './access.server'
import { type Ledger, withLedger } from './ledger.server'
import { presentDonation, withPeople } from './presenter.server'

/** Confirms, by default the known amount; `release` also publishes its held message (docs/ledger.md §1, prisma/functions/ledger.sql). */
export async function confirmDonation(
  viewer: Viewer,
  id: string,
  amount?: number | null,
  { release = false } = {},
) {
  const channelId = await getChannelToConfirmIn(viewer, id)
  return withLedger(channelId, async (ledger) => {
    await confirmInLedger(ledger, viewer, id, amount ?? null)
    if (release) await releaseMessageOf(ledger.tx, viewer, id)
    const confirmed = await ledger.tx.donation.findUniqueOrThrow({ where: { id }, include: withPeople })
    return presentDonation(confirmed, { from: ledger.tx, readerOf: () => readerFor(viewer, channelId) })
  })
}

/** The confirmation itself, inside a locked ledger; an admin's is written into the audit log with it. */
export async function confirmInLedger(ledger: Ledger, viewer: Viewer, id: string, amount: number | null) {
  const actor = actorFor(viewer, ledger.channelId)
  const donation = await ledger.tx.donation.findFirst({
    where: { id, channelId: ledger.channelId },
    include: { signal: { select: { amountCheese: true } } },
  })
  if (!donation || (actor.kind === 'admin' && !isVisibleToAdmin(donation, viewer))) refuse('not_found')
  if (donation.status === 'CONFIRMED') {
    const isReplayed = amount === null || amount === donation.amountCheese
    if (!isReplayed) refuse('conflict', { because: 'confirmed_with_other_amount' })
  } else {
    const amountCheese = amount ?? knownAmount(donation)
    await ledger.changeStatus(donation, { to: 'CONFIRMED', amountCheese, actor })
  }
  if (actor.kind === 'admin') await audit(ledger.tx, viewer, { act: 'donation_confirmed', subjectId: id })
}

/** What waits, and what they confirmed themselves; nothing else of others' channels. */
function isVisibleToAdmin({ status, confirmedById }: Donation, { id }: Viewer) {
  return status === 'OCCURRED' || (status === 'CONFIRMED' && confirmedById === id)
}

type DonationWithSignal = Donation & { signal: { amountCheese: number | null } | null }

function knownAmount({ amountCheese, claimedAmountCheese, signal }: DonationWithSignal) {
  const known = amountCheese ?? signal?.amountCheese ?? claimedAmountCheese
  return known ?? refuse('invalid', { errors: [{ path: 'amount', message: 'amount_missing' }] })
}

export async function releaseMessageOf(tx: Tx, viewer: Viewer, donationId: string) {
  const held = { donationId, heldAt: { not: null }, withdrawnAt: null, ...inOwnChannel(viewer) }
  if ((await tx.message.count({ where: held })) === 0) return
  const { id, heldAt } = await lockMessage(tx, held)
  if (heldAt) await appendMessageEvent(tx, id, { kind: 'released', actor: asCreator(viewer) })
}

type Closing = { to: 'REJECTED' | 'REVERSED'; reason: string; hold?: boolean }

/** An unconfirmed donation did not happen (docs/ledger.md §1, prisma/functions/ledger.sql). */
export function rejectDonation(viewer: Viewer, id: string, reason: string) {
  return closeDonation(viewer, id, { to: 'REJECTED', reason })
}

/** Takes a confirmation back; `hold` also holds its message as before (docs/ledger.md §1, prisma/functions/ledger.sql). */
export function reverseDonation(viewer: Viewer, id: string, reason: string, { hold = false } = {}) {
  return closeDonation(viewer, id, { to: 'REVERSED', reason, hold })
}

async function closeDonation(viewer: Viewer, id: string, closing: Closing) {
  const channelId = await getChannelOfOwnDonation(viewer, id)
  return withLedger(channelId, async (ledger) => {
    const { tx } = ledger
    await closeInLedger(ledger, viewer, id, closing)
    if (closing.hold) await holdMessageOf(tx, viewer, id)
    const closed = await tx.donation.findUniqueOrThrow({ where: { id }, include: withPeople })
    return presentDonation(closed, { from: tx, readerOf: () => 'creator' })
  })
}

export async function closeInLedger(
  { tx, changeStatus }: Ledger,
  viewer: Viewer,
  id: string,
  { to, reason }: Closing,
) {
  const donation = await tx.donation.findUniqueOrThrow({ where: { id } })
  if (donation.status === to) {
    const last = await tx.donationEntry.findFirst({ where: { donationId: id }, orderBy: { seq: 'desc' } })
    if (last?.reason !== reason) refuse('conflict', { because: 'closed_for_other_reason' })
  } else {
    const { amountCheese } = donation
    await changeStatus(donation, { to, amountCheese, actor: { kind: 'creator', id: viewer.id }, reason })
  }
}

async function holdMessageOf(tx: Tx, viewer: Viewer, donationId: string) {
  const released = { donationId, heldAt: null, withdrawnAt: null, ...inOwnChannel(viewer) }
  if ((await tx.message.count({ where: released })) === 0) return
  const { id, heldAt } = await lockMessage(tx, released)
  const last = await tx.messageEvent.findFirst({
    where: { messageId: id, kind: 'held' },
    orderBy: { seq: 'desc' },
  })
  if (last && !heldAt)
    await appendMessageEvent(tx, id, { kind: 'held', actor: asCreator(viewer), reason: last.reason })
}
