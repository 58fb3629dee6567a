import { listSupporters } from '~/domain/stats/supporters.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /creator/stats/supporters': async ({ viewer, input }) => answer(await listSupporters(viewer, input)),
})

export const loader = route.loader
export const action = route.action
