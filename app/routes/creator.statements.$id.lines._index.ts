import { listLines } from '~/domain/statements/list-lines.server'
import { statementOperations } from '~/http/contract/statements'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'GET /creator/statements/:id/lines': async ({ viewer, params, input }) =>
    answer(await listLines(viewer, params.id, input)),
})

export const loader = route.loader
export const action = route.action
