import { confirmDonations } from '~/domain/donations/confirm-many.server'
import { answer } from '~/http/answer.server'
import { bulkOperations } from '~/http/contract/bulk'
import { endpoint } from '~/http/endpoint.server'
import { confirmedManyNotice } from '~/http/notices'
import { paths } from '~/http/paths'

const route = endpoint(bulkOperations, {
  'POST /donations/confirm': async ({ viewer, input }) => {
    const outcome = await confirmDonations(viewer, input)
    return answer(outcome, { to: paths.confirm, notice: confirmedManyNotice(outcome) })
  },
})

export const loader = route.loader
export const action = route.action
