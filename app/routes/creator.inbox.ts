import { getInbox } from '~/domain/letters/inbox.server'
import { answer } from '~/http/answer.server'
import { messageOperations } from '~/http/contract/messages'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(messageOperations, {
  'GET /creator/inbox': async ({ viewer, input }) => answer(await getInbox(viewer, input)),
})

export const loader = route.loader
export const action = route.action
