import { configureTiers } from '~/domain/badges/tiers.server'
import { badgeOperations } from '~/http/contract/badges'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(badgeOperations, {
  'PUT /badges/tier-config': async ({ viewer, input }) =>
    answer(await configureTiers(viewer, input), { to: paths.badges, notice: '배지를 저장했어요' }),
})

export const loader = route.loader
export const action = route.action
