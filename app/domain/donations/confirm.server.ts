import type { DonationEvent } from '#prisma'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'
import { channelOfOwnDonation } from './find.server'
import { type Actor, type Ledger, withLedger } from './ledger.server'
import { showDonation, withPeople } from './show.server'
import { donationView, donationWithoutWords } from './view'

/** Who a creator's act is written down as: the owner of the channel, or an admin of the instance. */
export function actingOn(viewer: Viewer, channelId: string): Actor {
  return { kind: viewer.channel?.id === channelId ? 'creator' : 'admin', id: viewer.id }
}

/** How whoever acts on a channel's donations reads them. */
export function viewFor(viewer: Viewer, channelId: string) {
  return actingOn(viewer, channelId).kind === 'admin' ? donationWithoutWords : donationView
}

/**
 * Confirms a donation with an amount in cheese, the claimed one by default: the donation. Again with the same amount
 * changes nothing. Refusals: `not_found`, `invalid` (no amount known), `conflict` (other amount), `illegal_transition`
 * (ledger.md §1).
 */
export async function confirmDonation(viewer: Viewer, id: string, amount?: number | null) {
  const channelId = await channelOfOwnDonation(viewer, id)
  return withLedger(channelId, async (ledger) => {
    await confirmInLedger(ledger, id, amount ?? null, actingOn(viewer, channelId))
    const confirmed = await ledger.tx.donationEvent.findUniqueOrThrow({ where: { id }, include: withPeople })
    return showDonation(confirmed, { from: ledger.tx, viewOf: () => viewFor(viewer, channelId) })
  })
}

/** The confirmation itself, inside a locked ledger. */
export async function confirmInLedger(ledger: Ledger, id: string, amount: number | null, actor: Actor) {
  const donation = await ledger.tx.donationEvent.findFirst({
    where: { id, channelId: ledger.channelId },
    include: { signal: { select: { amountCheese: true } } },
  })
  if (!donation) refuse('not_found')
  if (donation.status === 'CONFIRMED') {
    if (amount !== null && amount !== donation.amountCheese)
      refuse('conflict', { detail: '이미 다른 금액으로 확인했어요' })
    return donation
  }
  return ledger.move(donation, { to: 'CONFIRMED', amountCheese: amount ?? knownAmount(donation), actor })
}

type Known = DonationEvent & { signal: { amountCheese: number | null } | null }

/** What was confirmed before, else what CHZZK's signal says, else what the fan says. */
function knownAmount({ amountCheese, claimedAmountCheese, signal }: Known) {
  const known = amountCheese ?? signal?.amountCheese ?? claimedAmountCheese
  return known ?? refuse('invalid', { errors: [{ path: 'amount', message: '금액을 적어 주세요' }] })
}
