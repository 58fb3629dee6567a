import type { ReactNode } from 'react'
import { heldByCopy, hiddenPartsCopy, sourceCopy } from '~/copy/ko/donations'
import { cheese } from '~/copy/ko/numbers'
import { type DonationView, expectedAmount, isChosenByDefault } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { BadgedName } from '../badges/badge'
import { Face } from '../face'
import { Written } from '../message'
import { HiddenName, StatusLabel } from '../tag'
import { When } from '../when'
import { ConfirmForm } from './donation-acts'
import { LikelyDoubleNote } from './doubles'

type UnconfirmedRowProps = {
  donation: DonationView
  /** In a list to pick from: the form that takes what is picked. */
  pick?: { form: string; chosen: boolean }
}

/** An unconfirmed donation: what the fan and CHZZK say, one tap to confirm it, the amount editable. */
export function UnconfirmedRow({ donation, pick }: UnconfirmedRowProps) {
  const { id, late, hideAmount, hideName, message, occurredAt } = donation
  return (
    <li className="card" data-row="">
      <div className="line">
        {pick && <PickBox donation={donation} {...pick} />}
        <Donor donation={donation}>
          <div className={pick ? UNDER_NAME : 'note'}>
            <When at={occurredAt} />
          </div>
        </Donor>
        {hideName && !pick && <HiddenName />}
        {late && <span className="tag tag-plain">늦게 등록했어요</span>}
      </div>
      {message && <Written>{message}</Written>}
      <HeldMark donation={donation} />
      {pick && (hideAmount || hideName) && (
        <p className="note">피드에는 {hiddenPartsCopy(donation)} 숨겨 달라고 했어요</p>
      )}
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} />
      <ConfirmForm donation={donation} />
      <a className="link-small -my-2 self-start" href={paths.donation(id)}>
        자세히 · 제외하기
      </a>
    </li>
  )
}

const UNDER_NAME = 'line note'

type PickBoxProps = { donation: DonationView; form: string; chosen: boolean }

function PickBox({ donation, form, chosen }: PickBoxProps) {
  const amount = expectedAmount(donation)
  return (
    <label className="-my-1.5 -mr-2 -ml-3 inline-flex size-11 flex-none cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        name="id"
        value={donation.id}
        form={form}
        defaultChecked={chosen}
        data-amount={amount ?? 0}
        data-default={isChosenByDefault(donation) ? '' : undefined}
        aria-label={`${donation.donor.displayName}님의 ${amount ? cheese(amount) : '금액 없는 후원'} 고르기`}
      />
    </label>
  )
}

/** A settled donation in a creator's list. */
export function DonationRow({ donation }: { donation: DonationView }) {
  const { status, source, amount, hideName, message, mergedIntoId, occurredAt } = donation
  const shown = amount ?? expectedAmount(donation)
  return (
    <li className="card">
      <div className="line">
        <Donor donation={donation}>
          <div className={UNDER_NAME}>
            <When at={occurredAt} />
            {sourceCopy(source)}
            {hideName && <HiddenName />}
          </div>
        </Donor>
        {shown !== null && <strong className="num">{cheese(shown)}</strong>}
      </div>
      {message && <Written>{message}</Written>}
      <HeldMark donation={donation} />
      <SignalLine donation={donation} />
      <LikelyDoubleNote donation={donation} />
      <div className="line -my-2 justify-between">
        {mergedIntoId ? <span className="tag tag-out">합침</span> : <StatusLabel status={status} />}
        <a className="link-small" href={closingAddress(donation)}>
          {status === 'CONFIRMED' ? '확인 취소' : '다시 보기'}
        </a>
      </div>
    </li>
  )
}

function closingAddress({ id, status }: DonationView) {
  return status === 'CONFIRMED' ? `${paths.donation(id)}#undo` : paths.donation(id)
}

type DonorProps = { donation: Pick<DonationView, 'donor'>; level?: 2 | 3; children: ReactNode }

/** Who donated; under the name when, and how it came in. */
export function Donor({ donation: { donor }, level = 3, children }: DonorProps) {
  const Name = level === 2 ? 'h2' : 'h3'
  return (
    <>
      <Face name={donor.displayName} />
      <div className="row-body">
        <Name className="text-base">
          <BadgedName badge={donor.badge}>{donor.displayName}</BadgedName>
        </Name>
        {children}
      </div>
    </>
  )
}

type HeldDonation = Pick<DonationView, 'heldBy' | 'nameHeldBy'>

/** For the creator: what keeps a message from the public, and what keeps its donor's name from it. */
export function HeldMark({ donation: { heldBy, nameHeldBy } }: { donation: HeldDonation }) {
  return (
    <>
      {heldBy && (
        <p className="text-sm">
          <span className="tag tag-out mr-0.5">걸러진 메시지</span> {heldByCopy(heldBy)} 아직 공개하지
          않았어요
        </p>
      )}
      {nameHeldBy && (
        <p className="text-sm">
          <span className="tag tag-out mr-0.5">걸러진 이름</span> 이름에 든 차단어 “{nameHeldBy}” 때문에
          피드에는 익명으로 보여요
        </p>
      )}
    </>
  )
}

type SignalLineProps = { donation: Pick<DonationView, 'signal' | 'claimedAmount'> }

/** CHZZK's signal of a donation with its amount, and the fan's amount where they differ. */
export function SignalLine({ donation: { signal, claimedAmount } }: SignalLineProps) {
  if (!signal) return null
  const { amount } = signal
  const differs = amount !== null && claimedAmount !== null && amount !== claimedAmount
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="tag tag-signal">치지직 신호 있음</span>
      {amount !== null && <strong className="num">{cheese(amount)}</strong>}
      {differs && <span className="text-soft">팬이 적은 금액은 {cheese(claimedAmount)}예요</span>}
    </p>
  )
}
