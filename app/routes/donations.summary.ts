import { summarizeDonations } from '~/domain/donations/find.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'GET /donations/summary': async ({ viewer, input }) =>
    answer(await summarizeDonations(viewer, input.chzzkChannelId, input.range)),
})

export const loader = route.loader
export const action = route.action
