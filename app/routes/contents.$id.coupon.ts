import { claimCoupon } from '~/domain/rewards/coupons.server'
import { rewardOperations } from '~/http/contract/rewards'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(rewardOperations, {
  'POST /contents/:id/coupon': async ({ viewer, params: { id } }) => {
    const { coupon, chzzkChannelId } = await claimCoupon(viewer, id)
    return answer(coupon, { to: paths.reward(chzzkChannelId, id), notice: '쿠폰을 받았어요' })
  },
})

export const loader = route.loader
export const action = route.action
