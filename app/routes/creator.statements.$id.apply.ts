import { APPLY } from '~/copy/ko/statement-pages'
import { TOTALS_APPLY } from '~/copy/ko/statement-totals'
import { applyStatement } from '~/domain/statements/apply.server'
import { getOwnStatement } from '~/domain/statements/find.server'
import { statementOperations } from '~/http/contract/statements'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'POST /creator/statements/:id/apply': async ({ viewer, params: { id }, input }) => {
    const { hasJob } = await applyStatement(viewer, id, input.planHash)
    const statement = await getOwnStatement(viewer, id)
    const done = statement.kind === 'totals' ? TOTALS_APPLY.done : APPLY.done
    const notice = hasJob ? APPLY.begun : done
    return answer({ statement }, { status: hasJob ? 202 : 200, to: paths.statement(id), notice })
  },
})

export const loader = route.loader
export const action = route.action
