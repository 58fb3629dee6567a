import { UNDO } from '~/copy/ko/statement-pages'
import { undoStatement } from '~/domain/statements/apply.server'
import { getOwnStatement } from '~/domain/statements/find.server'
import { statementOperations } from '~/http/contract/statements'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'POST /creator/statements/:id/undo': async ({ viewer, params: { id } }) => {
    const { hasJob } = await undoStatement(viewer, id)
    const notice = hasJob ? UNDO.begun : UNDO.done
    const statement = await getOwnStatement(viewer, id)
    return answer({ statement }, { status: hasJob ? 202 : 200, to: paths.statement(id), notice })
  },
})

export const loader = route.loader
export const action = route.action
