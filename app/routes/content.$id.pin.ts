import { pinPost } from '~/domain/feed/post.server'
import { feedOperations } from '~/http/contract/feed'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(feedOperations, {
  'POST /content/:id/pin': async ({ viewer, params }) => {
    await pinPost(viewer, params.id, true)
    return done({ to: paths.channel(viewer.chzzkUserId), notice: '피드 맨 위에 고정했어요' })
  },
  'DELETE /content/:id/pin': async ({ viewer, params }) => {
    await pinPost(viewer, params.id, false)
    return done({ to: paths.channel(viewer.chzzkUserId), notice: '고정을 풀었어요' })
  },
})

export const loader = route.loader
export const action = route.action
