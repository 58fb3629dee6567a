import { unmergeDonation } from '~/domain/donations/merge.server'
import { answer } from '~/http/answer.server'
import { mergeOperations } from '~/http/contract/merges'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(mergeOperations, {
  'POST /donations/:id/unmerge': async ({ viewer, params }) => {
    const told = await unmergeDonation(viewer, params.id)
    return answer(told, { to: paths.confirm, notice: '두 후원으로 되돌렸어요' })
  },
})

export const loader = route.loader
export const action = route.action
