import { reverseDonations } from '~/domain/donations/reverse.server'
import { answer } from '~/http/answer.server'
import { bulkOperations } from '~/http/contract/bulk'
import { endpoint } from '~/http/endpoint.server'
import { reversedManyNotice } from '~/http/notices'
import { paths } from '~/http/paths'

const route = endpoint(bulkOperations, {
  'POST /donations/reverse': async ({ viewer, input }) => {
    const outcome = await reverseDonations(viewer, input)
    return answer(outcome, { to: paths.confirm, notice: reversedManyNotice(outcome) })
  },
})

export const loader = route.loader
export const action = route.action
