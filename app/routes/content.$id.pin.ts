import { pinPost } from '~/domain/feed/post.server'
import { done } from '~/http/answer.server'
import { feedOperations } from '~/http/contract/feed'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

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
