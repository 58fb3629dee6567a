import { confirmDonations } from '~/domain/donations/bulk.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'
import { confirmedManyNotice } from '~/http/responses/donation-notices'

const route = endpoint(donationOperations, {
  'POST /donations/confirm': async ({ viewer, input }) => {
    const outcome = await confirmDonations(viewer, input)
    return answer(outcome, { to: paths.confirm, notice: confirmedManyNotice(outcome) })
  },
})

export const loader = route.loader
export const action = route.action
