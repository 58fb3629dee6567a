import { reverseDonation } from '~/domain/donations/reverse.server'
import { answer } from '~/http/answer.server'
import { donationOperations } from '~/http/contract/donations'
import { endpoint } from '~/http/endpoint.server'
import { reversedNotice } from '~/http/notices'
import { paths } from '~/http/paths'

const route = endpoint(donationOperations, {
  'POST /donations/:id/reverse': async ({ viewer, params, input }) => {
    const donation = await reverseDonation(viewer, params.id, input.reason, input)
    return answer({ donation }, { to: paths.confirm, notice: reversedNotice(donation, input.hold) })
  },
})

export const loader = route.loader
export const action = route.action
