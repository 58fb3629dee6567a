import { listMyLetters } from '~/domain/letters/find.server'
import { messageOperations } from '~/http/contract/messages'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'GET /messages/mine': async ({ viewer, input }) => answer(await listMyLetters(viewer, input)),
})

export const loader = route.loader
export const action = route.action
