import { listOwnRewards } from '~/domain/rewards/list.server'
import { createReward } from '~/domain/rewards/save.server'
import { rewardOperations } from '~/http/contract/rewards'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(rewardOperations, {
  'GET /creator/contents': async ({ viewer, input }) => answer(await listOwnRewards(viewer, input)),
  'POST /creator/contents': async ({ viewer, input, files }) => {
    const { reward, replayed } = await createReward(viewer, input, files)
    const next = { to: paths.ownReward(reward.id), notice: '콘텐츠를 올렸어요' }
    return answer({ content: reward }, { status: replayed ? 200 : 201, ...next })
  },
})

export const loader = route.loader
export const action = route.action
