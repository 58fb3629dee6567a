import { listOnlyMelt } from '~/domain/statements/only-melt.server'
import { statementOperations } from '~/http/contract/statements'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'GET /creator/statements/:id/donations': async ({ viewer, params, input }) =>
    answer(await listOnlyMelt(viewer, params.id, input)),
})

export const loader = route.loader
export const action = route.action
