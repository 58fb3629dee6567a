import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LISTS, OUTCOMES } from '~/copy/ko/statement-lines'
import { getOwnStatement } from '~/domain/statements/find.server'
import { linesQuery, statementPath } from '~/domain/statements/input'
import { listLines } from '~/domain/statements/list-lines.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { PageHead } from '~/ui/page'
import { Posture } from '~/ui/settlement/opt-in'
import { BulkForms } from '~/ui/statements/bulk'
import { LineList } from '~/ui/statements/line-list'

export const meta: MetaFunction = () => [{ title: LISTS.document }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id } = parsePath(statementPath, args.params)
    const query = parseSearch(linesQuery, args.request)
    const { outcome = 'matched', cursor } = query
    const [{ plan, state }, lines] = await Promise.all([
      getOwnStatement(viewer, id),
      listLines(viewer, id, { ...query, outcome }),
    ])
    const toAdd = outcome === 'onlyStatement' && state !== 'applied' ? (plan?.deeds.added ?? 0) : 0
    return { ...lines, id, outcome, toAdd, isFirst: !cursor }
  })
}

export default function StatementLinesPage() {
  const { id, outcome, toAdd, ...lines } = useLoaderData<typeof loader>()
  const { name, note } = OUTCOMES[outcome]
  return (
    <>
      <PageHead back={LISTS.back} backTo={paths.statement(id)} title={name}>
        {note}
      </PageHead>
      {outcome === 'ignored' && <p className="note">{LISTS.unknownKinds}</p>}
      {toAdd > 1 && <BulkForms id={id} alike="added" count={toAdd} next="here" />}
      <LineList id={id} outcome={outcome} {...lines} />
      <Posture />
    </>
  )
}
