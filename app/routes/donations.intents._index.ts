import { listLapsedIntents, listOwnIntents } from '~/domain/donations/intents.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'GET /donations/intents': async ({ viewer, input: { chzzkChannelId } }) =>
    answer(chzzkChannelId ? await listLapsedIntents(viewer, chzzkChannelId) : await listOwnIntents(viewer)),
})

export const loader = route.loader
export const action = route.action
