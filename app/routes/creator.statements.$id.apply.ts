import { applyStatement } from '~/domain/statements/apply.server'
import { getOwnStatement } from '~/domain/statements/find.server'
import { statementOperations } from '~/http/contract/statements'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'POST /creator/statements/:id/apply': async ({ viewer, params: { id }, input }) => {
    const { hasJob } = await applyStatement(viewer, id, input.planHash)
    const notice = hasJob ? '정산 내역을 차례로 반영하고 있어요' : '정산 내역을 반영했어요'
    return answer({ statement: await getOwnStatement(viewer, id) }, { status: hasJob ? 202 : 200, notice })
  },
})

export const loader = route.loader
export const action = route.action
