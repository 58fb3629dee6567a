import { cheese } from '~/domain/core/cheese'
import { type DonationView, expectedAmount, isChosenByDefault } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { Name } from '../badges/name'
import { Face } from '../face'
import { When } from '../when'
import { ConfirmForm } from './confirm-form'
import { HeldMark } from './held-mark'
import { LikelyDoubleNote } from './likely-double'
import { SignalLine } from './signal-line'

type ClaimRowProps = { donation: DonationView; formPage: string; pickedFor: string; chosen: boolean }

/** A waiting donation: what the fan and CHZZK say, one tap to confirm it, the amount editable. */
export function ClaimRow({ donation, formPage, pickedFor, chosen }: ClaimRowProps) {
  const amount = expectedAmount(donation)
  const { id, donor, late, hideAmount, hideName, message, occurredAt } = donation
  return (
    <li className="claim" data-row="">
      <div className="line">
        <label className="pick">
          <input
            className="box"
            type="checkbox"
            name="id"
            value={id}
            form={pickedFor}
            defaultChecked={chosen}
            data-amount={amount ?? 0}
            data-default={isChosenByDefault(donation) ? '' : undefined}
            aria-label={`${donor.displayName}님의 ${amount ? cheese(amount) : '금액 없는 후원'} 고르기`}
          />
        </label>
        <Face name={donor.displayName} />
        <div className="row-body">
          <h3>
            <Name badge={donor.badge}>{donor.displayName}</Name>
          </h3>
          <div className="line small soft">
            <When at={occurredAt} />
          </div>
        </div>
        {late && <span className="tag tag-plain">늦게 등록했어요</span>}
      </div>
      {message && <p className="claim-text">{message}</p>}
      <HeldMark donation={donation} />
      {(hideAmount || hideName) && (
        <p className="small soft">피드에는 {hiddenWords(donation)} 숨겨 달라고 했어요</p>
      )}
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} formPage={formPage} />
      <ConfirmForm donation={donation} />
      <a className="link small tap self-start" href={paths.donation(id)}>
        자세히 · 제외하기
      </a>
    </li>
  )
}

function hiddenWords({ hideAmount, hideName }: DonationView) {
  if (hideAmount && hideName) return '금액과 이름을'
  return hideName ? '이름을' : '금액을'
}
