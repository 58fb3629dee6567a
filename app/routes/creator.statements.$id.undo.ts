import { undoStatement } from '~/domain/statements/apply.server'
import { getOwnStatement } from '~/domain/statements/find.server'
import { statementOperations } from '~/http/contract/statements'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'POST /creator/statements/:id/undo': async ({ viewer, params: { id } }) => {
    const { hasJob } = await undoStatement(viewer, id)
    const notice = hasJob ? '반영한 것을 차례로 되돌리고 있어요' : '반영한 것을 되돌렸어요'
    return answer({ statement: await getOwnStatement(viewer, id) }, { status: hasJob ? 202 : 200, notice })
  },
})

export const loader = route.loader
export const action = route.action
