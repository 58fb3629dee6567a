import { listRewards } from '~/domain/rewards/list.server'
import { rewardOperations } from '~/http/contract/rewards'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(rewardOperations, {
  'GET /contents': async ({ viewer, input }) => answer(await listRewards(viewer, input)),
})

export const loader = route.loader
export const action = route.action
