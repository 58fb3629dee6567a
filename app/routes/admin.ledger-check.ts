import { checkLedger } from '~/domain/admin/controls.server'
import { adminOperations } from '~/http/contract/admin'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(adminOperations, {
  'POST /admin/ledger-check': async ({ viewer }) => {
    const found = await checkLedger(viewer)
    const notice = found.whole ? '원장이 모두 맞아요' : '원장에 어긋난 곳이 있어요'
    return answer(found, { to: paths.admin, notice })
  },
})

export const loader = route.loader
export const action = route.action
