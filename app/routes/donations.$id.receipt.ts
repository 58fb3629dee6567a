import { getReceipt } from '~/domain/donations/receipt.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { file } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'GET /donations/:id/receipt': async ({ viewer, params: { id } }) =>
    file(`melt-receipt-${id}.txt`, 'text/plain', new Blob([await getReceipt(viewer, id)]).stream()),
})

export const loader = route.loader
export const action = route.action
