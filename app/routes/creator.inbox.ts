import { getInbox } from '~/domain/letters/inbox.server'
import { messageOperations } from '~/http/contract/messages'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'GET /creator/inbox': async ({ viewer, input }) => answer(await getInbox(viewer, input)),
})

export const loader = route.loader
export const action = route.action
