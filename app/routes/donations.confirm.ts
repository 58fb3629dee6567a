import { confirmDonations } from '~/domain/donations/bulk.server'
import { bulkOperations } from '~/http/contract/bulk'
import { confirmedManyNotice } from '~/http/notices'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(bulkOperations, {
  'POST /donations/confirm': async ({ viewer, input }) => {
    const outcome = await confirmDonations(viewer, input)
    return answer(outcome, { to: paths.confirm, notice: confirmedManyNotice(outcome) })
  },
})

export const loader = route.loader
export const action = route.action
