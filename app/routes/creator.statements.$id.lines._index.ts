import { chosenCopy } from '~/copy/ko/statement-pages'
import { chooseAlike } from '~/domain/statements/decide.server'
import { listLines } from '~/domain/statements/list-lines.server'
import { statementOperations } from '~/http/contract/statements'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'GET /creator/statements/:id/lines': async ({ viewer, params, input }) =>
    answer(await listLines(viewer, params.id, input)),
  'PUT /creator/statements/:id/lines': async ({ viewer, params: { id }, input }) => {
    const chosen = await chooseAlike(viewer, id, input)
    return answer(chosen, { to: paths.statement(id), notice: chosenCopy(chosen.count) })
  },
})

export const loader = route.loader
export const action = route.action
