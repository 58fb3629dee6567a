import { getHeatmap } from '~/domain/stats/heatmap.server'
import { answer } from '~/http/answer.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(statsOperations, {
  'GET /creator/stats/heatmap': async ({ viewer, input }) => answer(await getHeatmap(viewer, input.range)),
})

export const loader = route.loader
export const action = route.action
