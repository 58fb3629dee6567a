import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'
import { channelOfOwnDonation } from './find.server'
import { withLedger } from './ledger.server'
import { showDonation, withPeople } from './show.server'

/** What rejecting and reversing share: a reason, and the same answer again for the same reason. */
export async function closeDonation(viewer: Viewer, id: string, to: 'REJECTED' | 'REVERSED', reason: string) {
  const channelId = await channelOfOwnDonation(viewer, id)
  return withLedger(channelId, async ({ tx, move }) => {
    const donation = await tx.donationEvent.findUniqueOrThrow({ where: { id } })
    if (donation.status === to) {
      const last = await tx.donationEntry.findFirst({ where: { donationId: id }, orderBy: { seq: 'desc' } })
      if (last?.reason !== reason) refuse('conflict', { detail: '이미 다른 이유로 처리했어요' })
    } else {
      const { amountCheese } = donation
      await move(donation, { to, amountCheese, actor: { kind: 'creator', id: viewer.id }, reason })
    }
    const closed = await tx.donationEvent.findUniqueOrThrow({ where: { id }, include: withPeople })
    return showDonation(closed, { from: tx })
  })
}
