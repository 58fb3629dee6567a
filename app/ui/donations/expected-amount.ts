import type { DonationView } from '~/domain/donations/presenter'

type Told = Pick<DonationView, 'signal' | 'claimedAmount'>

/** What a waiting donation probably came to: CHZZK's word before the fan's; null where nobody told. */
export function expectedAmount({ signal, claimedAmount }: Told): number | null {
  return signal?.amount ?? claimedAmount
}

/** Whether 모두 고르기 takes a donation along: not where somebody has to look first, for its amount or for a likely double. */
export function chosenByDefault(donation: DonationView): boolean {
  return expectedAmount(donation) !== null && donation.likelyDouble === null
}
