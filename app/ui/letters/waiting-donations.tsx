import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { InboxClaim } from '../donations/inbox-claim'

type WaitingDonationsProps = { count: number; items: DonationView[]; formPage: string }

const MAX_HERE = 5

/** The donations that wait to be confirmed, above everything else. */
export function WaitingDonations({ count, items, formPage }: WaitingDonationsProps) {
  return (
    <section className="stack" aria-labelledby="waiting-title">
      <h2 id="waiting-title">
        확인 전 후원 <span className="num">{count}건</span>
      </h2>
      <ul className="stack">
        {items.slice(0, MAX_HERE).map((donation) => (
          <InboxClaim key={donation.id} donation={donation} formPage={formPage} />
        ))}
      </ul>
      <a className="button button-quiet wide" href={paths.confirm}>
        {count > MAX_HERE ? `${count}건 모두 보기` : '후원 확인으로 가기'}
      </a>
    </section>
  )
}
