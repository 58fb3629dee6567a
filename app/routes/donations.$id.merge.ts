import { mergeDonation } from '~/domain/donations/merge.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'
import { mergedNotice } from '~/http/responses/donation-notices'

const route = endpoint(donationOperations, {
  'POST /donations/:id/merge': async ({ viewer, params, input }) => {
    const merge = await mergeDonation(viewer, params.id, input.intoId)
    return answer(merge, { to: paths.confirm, notice: mergedNotice(merge) })
  },
})

export const loader = route.loader
export const action = route.action
