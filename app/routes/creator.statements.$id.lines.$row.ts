import { chooseLine } from '~/domain/statements/list-lines.server'
import { statementOperations } from '~/http/contract/statements'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'PUT /creator/statements/:id/lines/:row': async ({ viewer, params, input }) =>
    answer({ line: await chooseLine(viewer, params, input) }),
})

export const loader = route.loader
export const action = route.action
