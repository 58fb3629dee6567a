import { markRead } from '~/domain/letters/get.server'
import { done } from '~/http/answer.server'
import { messageOperations } from '~/http/contract/messages'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(messageOperations, {
  'POST /messages/:id/read': async ({ viewer, params }) => {
    await markRead(viewer, params.id)
    return done({ to: paths.inbox })
  },
})

export const loader = route.loader
export const action = route.action
