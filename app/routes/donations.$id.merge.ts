import { mergeDonation } from '~/domain/donations/merge.server'
import { mergeOperations } from '~/http/contract/merges'
import { mergedNotice } from '~/http/notices'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(mergeOperations, {
  'POST /donations/:id/merge': async ({ viewer, params, input }) => {
    const told = await mergeDonation(viewer, params.id, input.intoId)
    return answer(told, { to: paths.confirm, notice: mergedNotice(told) })
  },
})

export const loader = route.loader
export const action = route.action
