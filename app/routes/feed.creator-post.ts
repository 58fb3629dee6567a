import { createPost } from '~/domain/feed/post.server'
import { feedOperations } from '~/http/contract/feed'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(feedOperations, {
  'POST /feed/creator-post': async ({ viewer, input }) => {
    const { messageId, replayed } = await createPost(viewer, input)
    return answer(
      { messageId },
      { status: replayed ? 200 : 201, to: paths.channel(viewer.chzzkUserId), notice: '글을 올렸어요' },
    )
  },
})

export const loader = route.loader
export const action = route.action
