import { confirmDonation } from '~/domain/donations/decide.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'
import { confirmedNotice } from '~/http/responses/donation-notices'

const route = endpoint(donationOperations, {
  'POST /donations/:id/confirm': async ({ viewer, params, input }) => {
    const donation = await confirmDonation(viewer, params.id, input.amount, input)
    return answer({ donation }, { to: paths.confirm, notice: confirmedNotice(donation, input.release) })
  },
})

export const loader = route.loader
export const action = route.action
