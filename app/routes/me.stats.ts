import { getRecordFigures } from '~/domain/stats/record.server'
import { statsOperations } from '~/http/contract/stats'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statsOperations, {
  'GET /me/stats': async ({ viewer, input }) => answer(await getRecordFigures(viewer, input.chzzkChannelId)),
})

export const loader = route.loader
export const action = route.action
