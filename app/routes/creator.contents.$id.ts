import { getOwnReward } from '~/domain/rewards/list.server'
import { deleteReward, updateReward } from '~/domain/rewards/save.server'
import { rewardOperations } from '~/http/contract/rewards'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, done } from '~/http/responses/answer.server'

const route = endpoint(rewardOperations, {
  'GET /creator/contents/:id': async ({ viewer, params }) =>
    answer({ content: await getOwnReward(viewer, params.id) }),
  'PUT /creator/contents/:id': async ({ viewer, params: { id }, input, files }) => {
    const reward = await updateReward(viewer, id, input, files)
    return answer({ content: reward }, { to: paths.ownReward(id), notice: '콘텐츠를 고쳤어요' })
  },
  'DELETE /creator/contents/:id': async ({ viewer, params }) => {
    await deleteReward(viewer, params.id)
    return done({ to: paths.ownRewards, notice: '콘텐츠를 지웠어요' })
  },
})

export const loader = route.loader
export const action = route.action
