import { unmergeDonation } from '~/domain/donations/merge.server'
import { mergeOperations } from '~/http/contract/merges'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(mergeOperations, {
  'POST /donations/:id/unmerge': async ({ viewer, params }) => {
    const told = await unmergeDonation(viewer, params.id)
    return answer(told, { to: paths.confirm, notice: '두 후원으로 되돌렸어요' })
  },
})

export const loader = route.loader
export const action = route.action
