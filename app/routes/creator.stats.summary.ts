import { getSummary } from '~/domain/stats/figures.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /creator/stats/summary': async ({ viewer, input }) => answer(await getSummary(viewer, input.range)),
})

export const loader = route.loader
export const action = route.action
