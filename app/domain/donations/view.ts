import type { DonationEvent } from '#prisma'
import type { Badge } from '~/domain/badges/badge'

export const ANONYMOUS = '익명'

type DonationWithPeople = DonationEvent & {
  donor: { displayName: string; chzzkUserId: string } | null
  channel: { chzzkChannelId: string }
  message: { id: string; content: string | null } | null
  signal: { amountCheese: number | null; receivedAt: Date } | null
}

export type DonationView = ReturnType<typeof donationView>

/** A donation as its donor and its creator read it (api.md `donation`); an amount stands only while it is confirmed. */
export function donationView(donation: DonationWithPeople, badge: Badge | null) {
  return {
    id: donation.id,
    chzzkChannelId: donation.channel.chzzkChannelId,
    status: donation.status,
    source: donation.source,
    amount: donation.status === 'CONFIRMED' ? donation.amountCheese : null,
    claimedAmount: donation.claimedAmountCheese,
    donor: {
      displayName: donation.donor?.displayName ?? donation.donorName ?? ANONYMOUS,
      chzzkUserId: donation.donor?.chzzkUserId ?? null,
      badge,
    },
    late: donation.late,
    hideAmount: donation.hideAmount,
    hideName: donation.hideName,
    occurredAt: donation.occurredAt.toISOString(),
    confirmedAt: donation.status === 'CONFIRMED' ? (donation.confirmedAt?.toISOString() ?? null) : null,
    signal: donation.signal && {
      amount: donation.signal.amountCheese,
      receivedAt: donation.signal.receivedAt.toISOString(),
    },
    messageId: donation.message?.id ?? null,
    message: donation.message?.content || null,
  }
}

/** What an admin learns of a donation they confirmed in the channel of somebody else: neither who gave it nor what was said. */
export function donationForAdmin(donation: DonationWithPeople): DonationView {
  const view = donationView(donation, null)
  return {
    ...view,
    amount: view.hideAmount ? null : view.amount,
    claimedAmount: null,
    donor: { displayName: ANONYMOUS, chzzkUserId: null, badge: null },
    signal: null,
    messageId: null,
    message: null,
  }
}
