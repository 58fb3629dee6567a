import { getRewardFile } from '~/domain/rewards/files.server'
import { rewardOperations } from '~/http/contract/rewards'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { fileAnswer } from '~/http/responses/file-answer.server'

const route = endpoint(rewardOperations, {
  'GET /contents/:id/image': async ({ viewer, params, request }) =>
    fileAnswer(request, await getRewardFile(viewer, params.id, 'image')),
})

export const loader = route.loader
export const action = route.action
