import { data, type HeadersArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { STATEMENTS, statementTitleCopy } from '~/copy/ko/statement-pages'
import { getStatementPage } from '~/domain/statements/find.server'
import { statementPath } from '~/domain/statements/input'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { PageHead } from '~/ui/page'
import { Posture } from '~/ui/settlement/opt-in'
import { StatementFacts, StatementParts } from '~/ui/statements/statement'

const asked = z.object({
  columns: z.literal('1').optional().catch(undefined),
  ask: z.literal('undo').optional().catch(undefined),
})
const REFRESH_SECONDS = 4

export const meta: MetaFunction = () => [{ title: STATEMENTS.document }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id } = parsePath(statementPath, args.params)
    const { columns, ask } = parseSearch(asked, args.request)
    const known = await getStatementPage(viewer, id)
    const { job } = known.statement
    const asksUndo = ask === 'undo' && job?.does === 'apply'
    const headers = new Headers()
    if (job && !asksUndo) headers.set('Refresh', String(REFRESH_SECONDS))
    return data({ ...known, asksColumns: columns === '1', asksUndo }, { headers })
  })
}

/** While a job goes on with it the page comes again by itself, with a script or without, but not under a question. */
export function headers({ loaderHeaders, parentHeaders }: HeadersArgs) {
  const headers = new Headers(parentHeaders)
  const refresh = loaderHeaders.get('Refresh')
  if (refresh) headers.set('Refresh', refresh)
  return headers
}

export default function StatementPage() {
  const known = useLoaderData<typeof loader>()
  const { statement } = known
  return (
    <>
      <PageHead
        back={STATEMENTS.listBack}
        backTo={paths.statements}
        title={statementTitleCopy(statement.period)}
      />
      <Posture />
      <StatementFacts statement={statement} />
      <StatementParts {...known} />
    </>
  )
}
