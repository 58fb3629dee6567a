import { hiddenPartsCopy, sourceCopy } from '~/copy/ko/donations'
import { cheese } from '~/domain/core/cheese'
import { type DonationView, expectedAmount, isChosenByDefault } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { BadgedName } from '../badges/badge'
import { Face } from '../face'
import { HiddenName, StatusLabel } from '../tag'
import { When } from '../when'
import { ConfirmForm } from './confirm-form'
import { HeldMark, LikelyDoubleNote, SignalLine } from './marks'

type ClaimRowProps = { donation: DonationView; pickedFor: string; chosen: boolean }

/** A waiting donation: what the fan and CHZZK say, one tap to confirm it, the amount editable. */
export function ClaimRow({ donation, pickedFor, chosen }: ClaimRowProps) {
  const amount = expectedAmount(donation)
  const { id, donor, late, hideAmount, hideName, message, occurredAt } = donation
  return (
    <li className="claim" data-row="">
      <div className="flex min-w-0 items-center gap-2">
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
            <BadgedName badge={donor.badge}>{donor.displayName}</BadgedName>
          </h3>
          <div className="flex min-w-0 items-center gap-2 text-sm text-soft">
            <When at={occurredAt} />
          </div>
        </div>
        {late && <span className="tag tag-plain">늦게 등록했어요</span>}
      </div>
      {message && <p className="claim-text">{message}</p>}
      <HeldMark donation={donation} />
      {(hideAmount || hideName) && (
        <p className="text-sm text-soft">피드에는 {hiddenPartsCopy(donation)} 숨겨 달라고 했어요</p>
      )}
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} />
      <ConfirmForm donation={donation} />
      <a className="link text-sm tap self-start" href={paths.donation(id)}>
        자세히 · 제외하기
      </a>
    </li>
  )
}

/** A waiting donation among what came in, confirmed right here. */
export function InboxClaim({ donation }: { donation: DonationView }) {
  const { id, donor, late, hideName, message, occurredAt } = donation
  return (
    <li className="claim" data-row="">
      <div className="flex min-w-0 items-center gap-2">
        <Face name={donor.displayName} />
        <div className="row-body">
          <h3>
            <BadgedName badge={donor.badge}>{donor.displayName}</BadgedName>
          </h3>
          <div className="text-sm text-soft">
            <When at={occurredAt} />
          </div>
        </div>
        {hideName && <HiddenName />}
        {late && <span className="tag tag-plain">늦게 등록했어요</span>}
      </div>
      {message && <p className="claim-text">{message}</p>}
      <HeldMark donation={donation} />
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} />
      <ConfirmForm donation={donation} />
      <a className="link text-sm tap self-start" href={paths.donation(id)}>
        자세히 · 제외하기
      </a>
    </li>
  )
}

/** A settled donation in a creator's list. */
export function DonationRow({ donation }: { donation: DonationView }) {
  const { donor, status, source, amount, hideName, message, mergedIntoId, occurredAt } = donation
  const shown = amount ?? expectedAmount(donation)
  return (
    <li className="claim" data-row="">
      <div className="flex min-w-0 items-center gap-2">
        <Face name={donor.displayName} />
        <div className="row-body">
          <h3>
            <BadgedName badge={donor.badge}>{donor.displayName}</BadgedName>
          </h3>
          <div className="flex min-w-0 items-center gap-2 text-sm text-soft">
            <When at={occurredAt} />
            {sourceCopy(source)}
            {hideName && <HiddenName />}
          </div>
        </div>
        {shown !== null && <strong className="num">{cheese(shown)}</strong>}
      </div>
      {message && <p className="claim-text">{message}</p>}
      <HeldMark donation={donation} />
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} />
      <div className="flex min-w-0 items-center gap-2 justify-between">
        {mergedIntoId ? <span className="tag tag-out">합침</span> : <StatusLabel status={status} />}
        <a className="link text-sm tap" href={closingAddress(donation)}>
          {status === 'CONFIRMED' ? '확인 취소' : '다시 보기'}
        </a>
      </div>
    </li>
  )
}

function closingAddress({ id, status }: DonationView) {
  return status === 'CONFIRMED' ? `${paths.donation(id)}#undo` : paths.donation(id)
}
