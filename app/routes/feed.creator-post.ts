import { writePost } from '~/domain/feed/post.server'
import { answer } from '~/http/answer.server'
import { feedOperations } from '~/http/contract/feed'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(feedOperations, {
  'POST /feed/creator-post': async ({ viewer, input }) => {
    const { messageId, replayed } = await writePost(viewer, input)
    return answer(
      { messageId },
      { status: replayed ? 200 : 201, to: paths.channel(viewer.chzzkUserId), notice: '글을 올렸어요' },
    )
  },
})

export const loader = route.loader
export const action = route.action
