import { goOnDeciding } from '~/domain/statements/decide.server'
import { chooseLine } from '~/domain/statements/list-lines.server'
import { statementOperations } from '~/http/contract/statements'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { hasRoomForFile } from '~/http/pipeline/rate-limit.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'PUT /creator/statements/:id/lines/:row': async ({ viewer, params, input, context }) => {
    const line = await chooseLine(viewer, params, input)
    const next = await goOnDeciding(viewer, params, input, () => hasRoomForFile(viewer, context))
    return answer(
      { line },
      { to: next === null ? paths.statement(params.id) : paths.decide(params.id, next) },
    )
  },
})

export const loader = route.loader
export const action = route.action
