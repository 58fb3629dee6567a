import { markLetterRead } from '~/domain/letters/inbox.server'
import { messageOperations } from '~/http/contract/messages'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { done } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'POST /messages/:id/read': async ({ viewer, params }) => {
    await markLetterRead(viewer, params.id)
    return done({ to: paths.inbox })
  },
})

export const loader = route.loader
export const action = route.action
