import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { Name } from '../badges/name'
import { Face } from '../face'
import { HiddenName } from '../label'
import { When } from '../when'
import { ConfirmForm } from './confirm-form'
import { HeldMark } from './held-mark'
import { LikelyDoubleNote } from './likely-double'
import { SignalLine } from './signal-line'

/** A waiting donation among what came in, confirmed right here. */
export function InboxClaim({ donation, formPage }: { donation: DonationView; formPage: string }) {
  const { id, donor, late, hideName, message, occurredAt } = donation
  return (
    <li className="claim" data-row="">
      <div className="line">
        <Face name={donor.displayName} />
        <div className="row-body">
          <h3>
            <Name badge={donor.badge}>{donor.displayName}</Name>
          </h3>
          <div className="small soft">
            <When at={occurredAt} />
          </div>
        </div>
        {hideName && <HiddenName />}
        {late && <span className="tag tag-plain">늦게 등록했어요</span>}
      </div>
      {message && <p className="claim-text">{message}</p>}
      <HeldMark donation={donation} />
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} formPage={formPage} />
      <ConfirmForm donation={donation} />
      <a className="link small tap self-start" href={paths.donation(id)}>
        자세히 · 제외하기
      </a>
    </li>
  )
}
