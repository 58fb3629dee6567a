import { reverseDonation } from '~/domain/donations/decide.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'
import { reversedNotice } from '~/http/responses/donation-notices'

const route = endpoint(donationOperations, {
  'POST /donations/:id/reverse': async ({ viewer, params, input }) => {
    const donation = await reverseDonation(viewer, params.id, input.reason, input)
    return answer({ donation }, { to: paths.confirm, notice: reversedNotice(donation, input.hold) })
  },
})

export const loader = route.loader
export const action = route.action
