import { getReward } from '~/domain/rewards/list.server'
import { rewardOperations } from '~/http/contract/rewards'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(rewardOperations, {
  'GET /contents/:id': async ({ viewer, params }) => answer(await getReward(viewer, params.id)),
})

export const loader = route.loader
export const action = route.action
