import { releaseMessage } from '~/domain/letters/inbox.server'
import { messageOperations } from '~/http/contract/messages'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'POST /messages/:id/release': async ({ viewer, params }) => {
    await releaseMessage(viewer, params.id)
    return done({ to: paths.inbox, notice: '걸러진 메시지를 되살렸어요' })
  },
})

export const loader = route.loader
export const action = route.action
