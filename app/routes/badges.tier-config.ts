import { configureTiers } from '~/domain/badges/configure.server'
import { answer } from '~/http/answer.server'
import { badgeOperations } from '~/http/contract/badges'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(badgeOperations, {
  'PUT /badges/tier-config': async ({ viewer, input }) =>
    answer(await configureTiers(viewer, input), { to: paths.badges, notice: '배지를 저장했어요' }),
})

export const loader = route.loader
export const action = route.action
