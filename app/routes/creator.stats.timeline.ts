import { getTimeline } from '~/domain/stats/timeline.server'
import { answer } from '~/http/answer.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(statsOperations, {
  'GET /creator/stats/timeline': async ({ viewer, input }) => answer(await getTimeline(viewer, input.range)),
})

export const loader = route.loader
export const action = route.action
