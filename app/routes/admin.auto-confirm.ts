import { switchAutoConfirm } from '~/domain/admin/controls.server'
import { adminOperations } from '~/http/contract/admin'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(adminOperations, {
  'POST /admin/auto-confirm': async ({ viewer, input }) => {
    const state = await switchAutoConfirm(viewer, input.allowed)
    const notice = input.allowed ? '자동 확인을 다시 허용했어요' : '자동 확인을 모두 멈췄어요'
    return answer(state, { to: paths.admin, notice })
  },
})

export const loader = route.loader
export const action = route.action
