import { getDonation } from '~/domain/donations/find.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'GET /donations/:id': async ({ viewer, params }) => answer(await getDonation(viewer, params.id)),
})

export const loader = route.loader
export const action = route.action
