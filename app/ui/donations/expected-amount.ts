import type { DonationView } from '~/domain/donations/view'

type Told = Pick<DonationView, 'signal' | 'claimedAmount'>

/** What a waiting donation probably came to: CHZZK's word before the fan's; null where nobody told. */
export function expectedAmount({ signal, claimedAmount }: Told): number | null {
  return signal?.amount ?? claimedAmount
}
