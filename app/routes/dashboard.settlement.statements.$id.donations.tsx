import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LISTS, ONLY_MELT } from '~/copy/ko/statement-lines'
import { onlyMeltQuery, statementPath } from '~/domain/statements/input'
import { listOnlyMelt } from '~/domain/statements/only-melt.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { PageHead } from '~/ui/page'
import { Posture } from '~/ui/settlement/opt-in'
import { OnlyMeltList } from '~/ui/statements/only-melt'

export const meta: MetaFunction = () => [{ title: LISTS.onlyMeltDocument }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id } = parsePath(statementPath, args.params)
    const query = parseSearch(onlyMeltQuery, args.request)
    const { outcome, cursor } = query
    return { ...(await listOnlyMelt(viewer, id, query)), id, outcome, isFirst: !cursor }
  })
}

export default function OnlyMeltPage() {
  const { id, outcome, ...donations } = useLoaderData<typeof loader>()
  const { name, note } = ONLY_MELT[outcome]
  return (
    <>
      <PageHead back={LISTS.back} backTo={paths.statement(id)} title={name}>
        {note}
      </PageHead>
      <OnlyMeltList id={id} outcome={outcome} {...donations} />
      <Posture />
    </>
  )
}
