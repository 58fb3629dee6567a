import { FEE_RATE } from '~/copy/ko/settlement'
import { setFeeRate, unsetFeeRate } from '~/domain/settlement/fee-rate.server'
import { settlementOperations } from '~/http/contract/settlement'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, done } from '~/http/responses/answer.server'

const route = endpoint(settlementOperations, {
  'PUT /creator/settlement/fee-rate': async ({ viewer, input }) =>
    answer(await setFeeRate(viewer, input.percent), { to: paths.settlement, notice: FEE_RATE.done }),
  'DELETE /creator/settlement/fee-rate': async ({ viewer }) => {
    await unsetFeeRate(viewer)
    return done({ to: paths.settlement, notice: FEE_RATE.removed })
  },
})

export const loader = route.loader
export const action = route.action
