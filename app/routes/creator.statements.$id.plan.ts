import { planStatement } from '~/domain/statements/make-plan.server'
import { statementOperations } from '~/http/contract/statements'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'POST /creator/statements/:id/plan': async ({ viewer, params, input }) =>
    answer(await planStatement(viewer, params.id, input.tolerance), { to: paths.statement(params.id) }),
})

export const loader = route.loader
export const action = route.action
