import { replyToMessage } from '~/domain/letters/reply.server'
import { messageOperations } from '~/http/contract/messages'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'POST /messages/:id/reply': async ({ viewer, params, input }) => {
    const { messageId, replayed } = await replyToMessage(viewer, params.id, input)
    const notice = input.visibility === 'public' ? '모두에게 답장했어요' : '보낸 분에게만 답장했어요'
    return answer({ messageId }, { status: replayed ? 200 : 201, to: paths.inboxLetter(params.id), notice })
  },
})

export const loader = route.loader
export const action = route.action
