import { ActForm } from '../act-form'
import { At } from '../when'

type Coupon = { left: number; mine: { code: string; claimedAt: string } | null }
type CouponBoxProps = { id: string; coupon: Coupon; here: string; mine: boolean }

/** A code for each person, shown when they ask for it. */
export function CouponBox({ id, coupon, here, mine }: CouponBoxProps) {
  return (
    <section className="card" aria-label="쿠폰">
      <h2>쿠폰</h2>
      {coupon.mine ? (
        <>
          <p className="coupon-code">{coupon.mine.code}</p>
          <p className="small soft">
            <At at={coupon.mine.claimedAt} />에 받았어요
          </p>
        </>
      ) : (
        <Waiting id={id} left={coupon.left} here={here} mine={mine} />
      )}
    </section>
  )
}

function Waiting({ id, left, here, mine }: { id: string; left: number; here: string; mine: boolean }) {
  if (mine) return <p className="soft">{left}장 남았어요. 누가 받았는지는 콘텐츠 관리에서 볼 수 있어요</p>
  if (left === 0) return <p className="soft">준비한 쿠폰이 모두 나갔어요</p>
  return (
    <>
      <p className="soft">{left}장 남았어요. 한 사람이 한 장씩 받을 수 있어요</p>
      <ActForm action={`/contents/${id}/coupon`} formPage={here} redirectTo={here}>
        <button className="button wide" type="submit">
          쿠폰 코드 보기
        </button>
      </ActForm>
    </>
  )
}
