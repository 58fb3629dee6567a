import { listDonations } from '~/domain/donations/list.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'GET /donations': async ({ viewer, input }) => answer(await listDonations(viewer, input)),
})

export const loader = route.loader
export const action = route.action
