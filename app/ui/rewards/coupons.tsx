import type { ReactNode } from 'react'
import type { OwnReward } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { WrittenTitle } from '../message'
import { At } from '../when'

function CouponCode({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-field border border-dashed border-accent px-4 py-3 text-lg font-bold select-all">
      {children}
    </p>
  )
}

type Coupon = { left: number; mine: { code: string; claimedAt: string } | null }
type CouponBoxProps = { id: string; coupon: Coupon; mine: boolean }

/** A code for each person, shown when they ask for it. */
export function CouponBox({ id, coupon, mine }: CouponBoxProps) {
  return (
    <section className="card" aria-label="쿠폰">
      <h2>쿠폰</h2>
      {coupon.mine ? (
        <>
          <CouponCode>{coupon.mine.code}</CouponCode>
          <p className="note">
            <At at={coupon.mine.claimedAt} />에 받았어요
          </p>
        </>
      ) : (
        <Waiting id={id} left={coupon.left} mine={mine} />
      )}
    </section>
  )
}

function Waiting({ id, left, mine }: { id: string; left: number; mine: boolean }) {
  if (mine)
    return <p className="text-soft">{left}장 남았어요. 누가 받았는지는 콘텐츠 관리에서 볼 수 있어요</p>
  if (left === 0) return <p className="text-soft">준비한 쿠폰이 모두 나갔어요</p>
  return (
    <>
      <p className="text-soft">{left}장 남았어요. 한 사람이 한 장씩 받을 수 있어요</p>
      <OperationForm op="POST /contents/:id/coupon" params={{ id }} redirectTo="here">
        <button className="button w-full" type="submit">
          쿠폰 코드 보기
        </button>
      </OperationForm>
    </>
  )
}

type MyCoupon = {
  code: string
  claimedAt: string
  title: string
  rewardId: string | null
  channelName: string
  chzzkChannelId: string
}

export function MyCouponRow({ coupon }: { coupon: MyCoupon }) {
  const { code, claimedAt, title, rewardId, channelName, chzzkChannelId } = coupon
  return (
    <li className="card">
      <CouponCode>{code}</CouponCode>
      <WrittenTitle>
        {rewardId ? <a href={paths.reward(chzzkChannelId, rewardId)}>{title}</a> : title}
      </WrittenTitle>
      <p className="note">
        {channelName} · <At at={claimedAt} />에 받았어요
      </p>
    </li>
  )
}

/** Which codes wait, and who got which and when. */
export function CouponClaims({ coupon }: { coupon: NonNullable<OwnReward['coupon']> }) {
  const { left, total, waiting, claims } = coupon
  return (
    <section className="card" aria-label="쿠폰이 나간 기록">
      <h2>
        쿠폰 <span className="num">{total}장</span> 중 <span className="num">{left}장</span> 남았어요
      </h2>
      {waiting.length > 0 && (
        <details className="ask">
          <summary className="link-small">남은 코드 보기</summary>
          <ul className="flex flex-col">
            {waiting.map(({ code, count }) => (
              <li key={code} className="line justify-between">
                <span className="select-all">{code}</span>
                {count > 1 && <span className="note num">{count}장</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {claims.length === 0 && <p className="text-soft">아직 받아 간 분이 없어요</p>}
      <ul className="flex flex-col">
        {claims.map(({ code, displayName, claimedAt }) => (
          <li key={`${code} ${claimedAt} ${displayName}`} className="row">
            <span className="row-body">
              <span className="min-w-0 truncate">{displayName}</span>
              <span className="note">
                <At at={claimedAt} />
              </span>
            </span>
            <span className="select-all">{code}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
