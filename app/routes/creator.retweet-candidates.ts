import { listCandidates } from '~/domain/letters/candidates.server'
import { messageOperations } from '~/http/contract/messages'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'GET /creator/retweet-candidates': async ({ viewer }) => answer(await listCandidates(viewer)),
})

export const loader = route.loader
export const action = route.action
