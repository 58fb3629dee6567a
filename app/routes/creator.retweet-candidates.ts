import { listCandidates } from '~/domain/letters/candidates.server'
import { answer } from '~/http/answer.server'
import { messageOperations } from '~/http/contract/messages'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(messageOperations, {
  'GET /creator/retweet-candidates': async ({ viewer }) => answer(await listCandidates(viewer)),
})

export const loader = route.loader
export const action = route.action
