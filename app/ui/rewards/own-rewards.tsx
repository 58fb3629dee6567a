import { gateNameCopy } from '~/copy/ko/rewards'
import type { Opens, OwnReward } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { LockIcon, NextIcon } from '../icons'
import { More } from '../more'
import { Ago, At } from '../when'

type Listed = {
  id: string
  title: string
  opens: Opens
  hasImage: boolean
  hasAudio: boolean
  coupon: { left: number; total: number } | null
  createdAt: string
}

/** What a creator shares, each with the way to change it. */
export function OwnRewards({ items, nextCursor }: { items: Listed[]; nextCursor: string | null }) {
  if (items.length === 0) {
    return (
      <Empty icon={<LockIcon />} title="아직 올린 콘텐츠가 없어요">
        <p className="text-soft">방송 뒷이야기, 사진, 녹음, 쿠폰을 배지를 받은 분에게만 열어 보세요</p>
      </Empty>
    )
  }
  return (
    <>
      <ul className="card rows">
        {items.map((content) => (
          <li key={content.id}>
            <a className="row plain" href={paths.ownReward(content.id)}>
              <span className="row-body">
                <span className="min-w-0 truncate">{content.title}</span>
                <span className="text-sm text-soft">
                  {partsOf(content)} · <Ago at={content.createdAt} />
                </span>
              </span>
              <NextIcon />
            </a>
          </li>
        ))}
      </ul>
      <More address={paths.ownRewards} cursor={nextCursor} shown={items.length} />
    </>
  )
}

function partsOf({ opens, hasImage, hasAudio, coupon }: Listed) {
  const given = coupon && `쿠폰 ${coupon.total}장 중 ${coupon.left}장 남음`
  return [gateNameCopy(opens), hasImage && '사진', hasAudio && '소리', given].filter(Boolean).join(' · ')
}

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
          <summary className="link text-sm tap">남은 코드 보기</summary>
          <ul className="rows">
            {waiting.map(({ code, count }) => (
              <li key={code} className="flex min-w-0 items-center gap-2 justify-between">
                <span className="coupon-line">{code}</span>
                {count > 1 && <span className="text-sm text-soft num">{count}장</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {claims.length === 0 && <p className="text-soft">아직 받아 간 분이 없어요</p>}
      <ul className="rows">
        {claims.map(({ code, displayName, claimedAt }) => (
          <li key={`${code} ${claimedAt} ${displayName}`} className="row">
            <span className="row-body">
              <span className="min-w-0 truncate">{displayName}</span>
              <span className="text-sm text-soft">
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
