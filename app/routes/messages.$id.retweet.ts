import { retweetMessage, unretweetMessage } from '~/domain/letters/retweet.server'
import { toForm } from '~/http/contract/form'
import { messageOperations } from '~/http/contract/messages'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer, done } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'POST /messages/:id/retweet': async ({ viewer, params }) => {
    await retweetMessage(viewer, params.id)
    const undo = toForm('DELETE /messages/:id/retweet', { params })
    return answer(undefined, {
      status: 201,
      to: paths.inboxLetter(params.id),
      notice: { text: '피드에 소개했어요', undo },
    })
  },
  'DELETE /messages/:id/retweet': async ({ viewer, params }) => {
    await unretweetMessage(viewer, params.id)
    return done({ to: paths.inboxLetter(params.id), notice: '소개를 취소했어요' })
  },
})

export const loader = route.loader
export const action = route.action
