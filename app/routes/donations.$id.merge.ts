import { mergeDonation } from '~/domain/donations/merge.server'
import { answer } from '~/http/answer.server'
import { mergeOperations } from '~/http/contract/merges'
import { endpoint } from '~/http/endpoint.server'
import { mergedNotice } from '~/http/notices'
import { paths } from '~/http/paths'

const route = endpoint(mergeOperations, {
  'POST /donations/:id/merge': async ({ viewer, params, input }) => {
    const told = await mergeDonation(viewer, params.id, input.intoId)
    return answer(told, { to: paths.confirm, notice: mergedNotice(told) })
  },
})

export const loader = route.loader
export const action = route.action
