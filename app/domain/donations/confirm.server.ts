import type { Donation } from '#prisma'
import type { Tx } from '~/db/transaction'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/append.server'
import { actorFor, getChannelToConfirmIn, readerFor } from './access.server'
import { type Ledger, withLedger } from './ledger.server'
import { presentDonation, withPeople } from './presenter.server'

/**
 * Confirms a donation with an amount in cheese, by default the one that is known of it; `release` also publishes its message
 * that a blocked word held. A repeated confirmation of the same amount changes nothing (docs/ledger.md §1).
 * Leans on prisma/functions/ledger.sql.
 */
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

/** What was confirmed before, else what CHZZK's signal says, else what the fan says. */
function knownAmount({ amountCheese, claimedAmountCheese, signal }: DonationWithSignal) {
  const known = amountCheese ?? signal?.amountCheese ?? claimedAmountCheese
  return known ?? refuse('invalid', { errors: [{ path: 'amount', message: 'amount_missing' }] })
}

/** Publishes the message of a donation that a blocked word held; its channel's creator alone may. */
export async function releaseMessageOf(tx: Tx, viewer: Viewer, donationId: string) {
  const held = { donationId, heldAt: { not: null }, withdrawnAt: null, ...inOwnChannel(viewer) }
  if ((await tx.message.count({ where: held })) === 0) return
  const { id, heldAt } = await lockMessage(tx, held)
  if (heldAt) await appendMessageEvent(tx, id, { kind: 'released', actor: asCreator(viewer) })
}
