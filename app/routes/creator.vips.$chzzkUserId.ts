import { chooseVip, dismissVip, getVip } from '~/domain/vips/vips.server'
import { badgeOperations } from '~/http/contract/badges'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, done } from '~/http/responses/answer.server'

const route = endpoint(badgeOperations, {
  'GET /creator/vips/:chzzkUserId': async ({ viewer, params }) =>
    answer(await getVip(viewer, params.chzzkUserId)),
  'PUT /creator/vips/:chzzkUserId': async ({ viewer, params, input }) => {
    const vip = await chooseVip(viewer, params.chzzkUserId, input.note ?? null)
    return answer(vip, { to: paths.vips, notice: `${vip.displayName}님은 VIP예요` })
  },
  'DELETE /creator/vips/:chzzkUserId': async ({ viewer, params }) => {
    await dismissVip(viewer, params.chzzkUserId)
    return done({ to: paths.vips, notice: 'VIP에서 뺐어요' })
  },
})

export const loader = route.loader
export const action = route.action
