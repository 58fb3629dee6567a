import { reverseDonations } from '~/domain/donations/bulk.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'
import { reversedManyNotice } from '~/http/responses/donation-notices'

const route = endpoint(donationOperations, {
  'POST /donations/reverse': async ({ viewer, input }) => {
    const outcome = await reverseDonations(viewer, input)
    return answer(outcome, { to: paths.confirm, notice: reversedManyNotice(outcome) })
  },
})

export const loader = route.loader
export const action = route.action
