import { unmergedCopy } from '~/copy/ko/donations'
import { unmergeDonation } from '~/domain/donations/merge.server'
import { donationOperations } from '~/http/contract/donations'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(donationOperations, {
  'POST /donations/:id/unmerge': async ({ viewer, params }) => {
    const merge = await unmergeDonation(viewer, params.id)
    return answer(merge, { to: paths.confirm, notice: unmergedCopy })
  },
})

export const loader = route.loader
export const action = route.action
