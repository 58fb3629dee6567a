import type { OwnReward } from '~/domain/rewards/presenter'
import { At } from '../when'

type Coupon = NonNullable<OwnReward['coupon']>

/** Which codes wait, and who got which and when. */
export function CouponClaims({ coupon }: { coupon: Coupon }) {
  const { left, total, waiting, claims } = coupon
  return (
    <section className="card" aria-label="쿠폰이 나간 기록">
      <h2>
        쿠폰 <span className="num">{total}장</span> 중 <span className="num">{left}장</span> 남았어요
      </h2>
      {waiting.length > 0 && (
        <details className="ask">
          <summary className="link small tap">남은 코드 보기</summary>
          <ul className="rows">
            {waiting.map(({ code, count }) => (
              <li key={code} className="line spread">
                <span className="coupon-line">{code}</span>
                {count > 1 && <span className="small soft num">{count}장</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {claims.length === 0 && <p className="soft">아직 받아 간 분이 없어요</p>}
      <ul className="rows">
        {claims.map(({ code, displayName, claimedAt }) => (
          <li key={`${code} ${claimedAt} ${displayName}`} className="row">
            <span className="row-body">
              <span className="ellipsis">{displayName}</span>
              <span className="small soft">
                <At at={claimedAt} />
              </span>
            </span>
            <span className="coupon-line">{code}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
