import { cheese } from '~/domain/core/cheese'
import { type DonationView, expectedAmount } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { Name } from '../badges/name'
import { Face } from '../face'
import { HiddenName, StatusLabel } from '../label'
import { When } from '../when'
import { HeldMark } from './held-mark'
import { LikelyDoubleNote } from './likely-double'
import { SignalLine } from './signal-line'
import { sourceWord } from './source-word'

/** A settled donation in a creator's list. */
export function DonationRow({ donation, formPage }: { donation: DonationView; formPage: string }) {
  const { donor, status, source, amount, hideName, message, mergedIntoId, occurredAt } = donation
  const shown = amount ?? expectedAmount(donation)
  return (
    <li className="claim" data-row="">
      <div className="line">
        <Face name={donor.displayName} />
        <div className="row-body">
          <h3>
            <Name badge={donor.badge}>{donor.displayName}</Name>
          </h3>
          <div className="line small soft">
            <When at={occurredAt} />
            {sourceWord(source)}
            {hideName && <HiddenName />}
          </div>
        </div>
        {shown !== null && <strong className="num">{cheese(shown)}</strong>}
      </div>
      {message && <p className="claim-text">{message}</p>}
      <HeldMark donation={donation} />
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} formPage={formPage} />
      <div className="line spread">
        {mergedIntoId ? <span className="tag tag-out">합침</span> : <StatusLabel status={status} />}
        <a className="link small tap" href={closingAddress(donation)}>
          {status === 'CONFIRMED' ? '확인 취소' : '다시 보기'}
        </a>
      </div>
    </li>
  )
}

function closingAddress({ id, status }: DonationView) {
  return status === 'CONFIRMED' ? `${paths.donation(id)}#undo` : paths.donation(id)
}
