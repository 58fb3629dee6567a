import { getOwnStatement, listStatements } from '~/domain/statements/find.server'
import { createStatement } from '~/domain/statements/upload.server'
import { statementOperations } from '~/http/contract/statements'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'GET /creator/statements': async ({ viewer, input }) => answer(await listStatements(viewer, input)),
  'POST /creator/statements': async ({ viewer, input, files }) => {
    const { id, replayed } = await createStatement(viewer, input, files.file)
    const statement = await getOwnStatement(viewer, id)
    return answer({ statement }, { status: replayed ? 200 : 201, notice: '정산 내역을 올렸어요' })
  },
})

export const loader = route.loader
export const action = route.action
