import { rejectDonation } from '~/domain/donations/decide.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'
import { rejectedNotice } from '~/http/responses/donation-notices'

const route = endpoint(donationOperations, {
  'POST /donations/:id/reject': async ({ viewer, params, input }) => {
    const donation = await rejectDonation(viewer, params.id, input.reason)
    return answer({ donation }, { to: paths.confirm, notice: rejectedNotice(donation) })
  },
})

export const loader = route.loader
export const action = route.action
