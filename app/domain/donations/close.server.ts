import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/append.server'
import { getChannelOfOwnDonation } from './access.server'
import { type Ledger, withLedger } from './ledger.server'
import { presentDonation, withPeople } from './presenter.server'

type Closing = { to: 'REJECTED' | 'REVERSED'; reason: string; hold?: boolean }

/**
 * Says that a waiting donation did not happen: the donation, gone from the feed (docs/ledger.md §1).
 * Leans on prisma/functions/ledger.sql.
 */
export function rejectDonation(viewer: Viewer, id: string, reason: string) {
  return closeDonation(viewer, id, { to: 'REJECTED', reason })
}

/**
 * Takes a confirmation back: the donation, out of every figure at once; `hold` puts its message back behind the blocked word
 * that it was released from (docs/ledger.md §1). Leans on prisma/functions/ledger.sql.
 */
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

/** The closing itself, inside a locked ledger; repeated with the same reason it changes nothing. */
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

/** A message that was released with the confirmation goes back behind the word that held it. */
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
