import { getOwnStats } from '~/domain/stats/own-stats.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /me/stats': async ({ viewer, input }) => answer(await getOwnStats(viewer, input.chzzkChannelId)),
})

export const loader = route.loader
export const action = route.action
