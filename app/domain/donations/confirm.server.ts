import type { Donation } from '#prisma'
import type { Tx } from '~/db/transaction'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/append.server'
import { channelToConfirmIn } from './find.server'
import { type Actor, type Ledger, withLedger } from './ledger.server'
import { presentDonation, type Reader, withPeople } from './presenter.server'

/** Who an act on a channel's donations is written down as: its creator, or an admin in the channel of somebody else. */
export function actorFor(viewer: Viewer, channelId: string): Actor {
  const isForeign = viewer.role === 'admin' && viewer.channel?.id !== channelId
  return { kind: isForeign ? 'admin' : 'creator', id: viewer.id }
}

/** As whom somebody who confirmed a donation reads it. */
export function readerFor(viewer: Viewer, channelId: string): Reader {
  return actorFor(viewer, channelId).kind === 'admin' ? 'admin' : 'creator'
}

/**
 * Confirms a donation with an amount in cheese, the claimed one by default: the donation; `release` also lets its message
 * be read that a blocked word held. Again with the same amount changes nothing. Refusals: `not_found` (for an admin also
 * what does not wait), `invalid` (no amount known), `conflict` (other amount), `illegal_transition` (ledger.md §1).
 */
export async function confirmDonation(
  viewer: Viewer,
  id: string,
  amount?: number | null,
  { release = false } = {},
) {
  const channelId = await channelToConfirmIn(viewer, id)
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
  if (!donation || (actor.kind === 'admin' && !isForAdmin(donation, viewer))) refuse('not_found')
  if (donation.status === 'CONFIRMED') {
    if (amount !== null && amount !== donation.amountCheese)
      refuse('conflict', { detail: '이미 다른 금액으로 확인했어요' })
  } else {
    await ledger.move(donation, { to: 'CONFIRMED', amountCheese: amount ?? knownAmount(donation), actor })
  }
  if (actor.kind === 'admin') await audit(ledger.tx, viewer, { act: 'donation_confirmed', subjectId: id })
}

/** What waits, and once more what they confirmed themselves; of everything else an admin learns nothing. */
function isForAdmin({ status, confirmedById }: Donation, { id }: Viewer) {
  return status === 'OCCURRED' || (status === 'CONFIRMED' && confirmedById === id)
}

/** Lets everybody read the message of a donation that a blocked word held; its channel's creator alone may. */
export async function releaseMessageOf(tx: Tx, viewer: Viewer, donationId: string) {
  const held = { donationId, heldAt: { not: null }, withdrawnAt: null, ...inOwnChannel(viewer) }
  if ((await tx.message.count({ where: held })) === 0) return
  const { id, heldAt } = await lockMessage(tx, held)
  if (heldAt) await appendMessageEvent(tx, id, { kind: 'released', actor: asCreator(viewer) })
}

type Known = Donation & { signal: { amountCheese: number | null } | null }

/** What was confirmed before, else what CHZZK's signal says, else what the fan says. */
function knownAmount({ amountCheese, claimedAmountCheese, signal }: Known) {
  const known = amountCheese ?? signal?.amountCheese ?? claimedAmountCheese
  return known ?? refuse('invalid', { errors: [{ path: 'amount', message: '금액을 적어 주세요' }] })
}
