import { checkLedger } from '~/domain/admin/check-ledger.server'
import { answer } from '~/http/answer.server'
import { adminOperations } from '~/http/contract/admin'
import { endpoint } from '~/http/endpoint.server'
import { paths } from '~/http/paths'

const route = endpoint(adminOperations, {
  'POST /admin/ledger-check': async ({ viewer }) => {
    const found = await checkLedger(viewer)
    const notice = found.whole ? '원장이 모두 맞아요' : '원장에 어긋난 곳이 있어요'
    return answer(found, { to: paths.admin, notice })
  },
})

export const loader = route.loader
export const action = route.action
