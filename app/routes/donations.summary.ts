import { summariseDonations } from '~/domain/donations/summarise.server'
import { answer } from '~/http/answer.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/endpoint.server'

const route = endpoint(donationOperations, {
  'GET /donations/summary': async ({ viewer, input }) =>
    answer(await summariseDonations(viewer, input.chzzkChannelId, input.range)),
})

export const loader = route.loader
export const action = route.action
