import { randomUUID } from 'node:crypto'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { rewardPath } from '~/domain/rewards/input'
import { getOwnReward, listGates } from '~/domain/rewards/list.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { CouponClaims } from '~/ui/rewards/coupons'
import { DeleteReward, EditRewardForm } from '~/ui/rewards/reward-form'

export const meta: MetaFunction = () => [{ title: '콘텐츠 고치기 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id, chzzkChannelId } = viewer.channel
    const reward = await getOwnReward(viewer, parsePath(rewardPath, args.params).id)
    return { chzzkChannelId, reward, gates: await listGates(id), requestId: randomUUID() }
  })
}

export default function OwnRewardPage() {
  const { chzzkChannelId, reward, gates, requestId } = useLoaderData<typeof loader>()
  return (
    <>
      <div>
        <div className="line justify-between">
          <a className="link-small" href={paths.ownRewards}>
            콘텐츠로 돌아가기
          </a>
          <a className="link-small" href={paths.reward(chzzkChannelId, reward.id)}>
            채널에서 보기
          </a>
        </div>
        <h1>콘텐츠 고치기</h1>
      </div>
      {reward.coupon && <CouponClaims coupon={reward.coupon} />}
      <EditRewardForm reward={reward} gates={gates} requestId={requestId} />
      <DeleteReward id={reward.id} />
    </>
  )
}
