import { listRetweetCandidates } from '~/domain/letters/retweet.server'
import { messageOperations } from '~/http/contract/messages'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(messageOperations, {
  'GET /creator/retweet-candidates': async ({ viewer }) => answer(await listRetweetCandidates(viewer)),
})

export const loader = route.loader
export const action = route.action
