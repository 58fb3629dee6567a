import { configureTiers } from '~/domain/badges/tiers.server'
import { badgeOperations } from '~/http/contract/badges'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(badgeOperations, {
  'PUT /badges/tier-config': async ({ viewer, input }) => {
    const saved = await configureTiers(viewer, input)
    const notice = saved.settling
      ? '배지를 저장했어요. 배지와 편지 순서를 차례로 맞추고 있어요'
      : '배지를 저장했어요'
    return answer(saved, { to: paths.badges, notice })
  },
})

export const loader = route.loader
export const action = route.action
