import { listSupporters } from '~/domain/stats/supporters.server'
import { answer } from '~/http/answer.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(statsOperations, {
  'GET /creator/stats/supporters': async ({ viewer, input }) => answer(await listSupporters(viewer, input)),
})

export const loader = route.loader
export const action = route.action
