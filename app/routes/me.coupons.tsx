import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listMyCoupons } from '~/domain/rewards/coupons.server'
import { ownRewardsQuery } from '~/domain/rewards/input'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { LockIcon } from '~/ui/icons'
import { Empty, More } from '~/ui/list'
import { PageHead } from '~/ui/page'
import { MyCouponRow } from '~/ui/rewards/coupons'

export const meta: MetaFunction = () => [{ title: '내 쿠폰 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, (viewer) => listMyCoupons(viewer, parseSearch(ownRewardsQuery, args.request)))
}

export default function MyCouponsPage() {
  const { items, nextCursor } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="마이로 돌아가기" backTo={paths.me} title="내 쿠폰">
        콘텐츠가 잠기거나 지워져도 받은 쿠폰은 여기 남아요
      </PageHead>
      {items.length === 0 ? (
        <Empty icon={<LockIcon />} title="아직 받은 쿠폰이 없어요">
          <p className="text-soft">배지로 열리는 콘텐츠에서 쿠폰을 받으면 여기에 모여요</p>
        </Empty>
      ) : (
        <ul className="flex flex-col gap-4">
          {items.map((coupon) => (
            <MyCouponRow key={coupon.id} coupon={coupon} />
          ))}
        </ul>
      )}
      <More address={paths.myCoupons} cursor={nextCursor} shown={items.length} />
    </>
  )
}
