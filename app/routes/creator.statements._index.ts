import { broughtCopy } from '~/copy/ko/statement-pages'
import { getOwnStatement, listStatements } from '~/domain/statements/find.server'
import { ensurePlan } from '~/domain/statements/make-plan.server'
import { createStatement } from '~/domain/statements/upload.server'
import { statementOperations } from '~/http/contract/statements'
import { paths } from '~/http/paths'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { answer } from '~/http/responses/answer.server'

const route = endpoint(statementOperations, {
  'GET /creator/statements': async ({ viewer, input }) => answer(await listStatements(viewer, input)),
  'POST /creator/statements': async ({ viewer, input, files }) => {
    const { id, replayed } = await createStatement(viewer, input, files.file)
    if (!replayed) await ensurePlan(viewer, id)
    const statement = await getOwnStatement(viewer, id)
    const status = replayed ? 200 : 201
    return answer({ statement }, { status, to: paths.statement(id), notice: broughtCopy(replayed) })
  },
})

export const loader = route.loader
export const action = route.action
