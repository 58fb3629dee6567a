import { OPT_IN } from '~/copy/ko/settlement'
import { optIn, optOut } from '~/domain/settlement/opt-in.server'
import { settlementOperations } from '~/http/contract/settlement'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, done } from '~/http/responses/answer.server'

const route = endpoint(settlementOperations, {
  'PUT /creator/settlement/opt-in': async ({ viewer }) =>
    answer(await optIn(viewer), { to: paths.settlement, notice: OPT_IN.done }),
  'DELETE /creator/settlement/opt-in': async ({ viewer }) => {
    await optOut(viewer)
    return done({ to: paths.settlement, notice: OPT_IN.revoked })
  },
})

export const loader = route.loader
export const action = route.action
