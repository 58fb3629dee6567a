import { getOwnStatement } from '~/domain/statements/find.server'
import { statementOperations } from '~/http/contract/statements'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'GET /creator/statements/:id': async ({ viewer, params }) =>
    answer({ statement: await getOwnStatement(viewer, params.id) }),
})

export const loader = route.loader
export const action = route.action
