import { cheese } from '~/domain/core/cheese'
import type { DonationView } from '~/domain/donations/presenter'

type SignalLineProps = { donation: Pick<DonationView, 'signal' | 'claimedAmount'> }

/** That CHZZK itself told of a donation, with its amount, and the fan's where they differ. */
export function SignalLine({ donation: { signal, claimedAmount } }: SignalLineProps) {
  if (!signal) return null
  const { amount } = signal
  const differs = amount !== null && claimedAmount !== null && amount !== claimedAmount
  return (
    <p className="signal-line small">
      <span className="tag tag-signal">치지직 신호 있음</span>
      {amount !== null && <strong className="num">{cheese(amount)}</strong>}
      {differs && <span className="soft">팬이 적은 금액은 {cheese(claimedAmount)}예요</span>}
    </p>
  )
}
