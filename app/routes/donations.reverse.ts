import { reverseDonations } from '~/domain/donations/bulk.server'
import { bulkOperations } from '~/http/contract/bulk'
import { reversedManyNotice } from '~/http/notices'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(bulkOperations, {
  'POST /donations/reverse': async ({ viewer, input }) => {
    const outcome = await reverseDonations(viewer, input)
    return answer(outcome, { to: paths.confirm, notice: reversedManyNotice(outcome) })
  },
})

export const loader = route.loader
export const action = route.action
