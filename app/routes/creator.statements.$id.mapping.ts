import { getOwnStatement } from '~/domain/statements/find.server'
import { ensurePlan } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { statementOperations } from '~/http/contract/statements'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'PUT /creator/statements/:id/mapping': async ({ viewer, params: { id }, input }) => {
    await mapStatement(viewer, id, input.columns)
    await ensurePlan(viewer, id)
    return answer({ statement: await getOwnStatement(viewer, id) }, { to: paths.statement(id) })
  },
})

export const loader = route.loader
export const action = route.action
