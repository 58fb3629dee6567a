import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { STATEMENTS, UPLOAD } from '~/copy/ko/statement-pages'
import { studioUrl } from '~/domain/channels/chzzk-pages.server'
import { listStatements } from '~/domain/statements/find.server'
import { statementsQuery } from '~/domain/statements/input'
import { env } from '~/env.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { PageHead } from '~/ui/page'
import { Posture } from '~/ui/settlement/opt-in'
import { TotalsForm, UploadForm } from '~/ui/statements/bring-forms'
import { StatementList } from '~/ui/statements/statement-list'

export const meta: MetaFunction = () => [{ title: STATEMENTS.document }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const query = parseSearch(statementsQuery, args.request)
    const studio = env.chzzk.sandbox ? studioUrl(viewer.channel.chzzkChannelId) : null
    return { ...(await listStatements(viewer, query)), isFirst: !query.cursor, studio }
  })
}

export default function StatementsPage() {
  const { items, nextCursor, isFirst, studio } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back={STATEMENTS.back} backTo={paths.settlement} title={STATEMENTS.title}>
        {STATEMENTS.about}
      </PageHead>
      <Posture />
      <div className="flex flex-col gap-2">
        <UploadForm />
        <TotalsForm />
        {studio && (
          <a className="link-small self-start" href={studio}>
            {UPLOAD.sandbox}
          </a>
        )}
      </div>
      <StatementList items={items} nextCursor={nextCursor} isFirst={isFirst} />
    </>
  )
}
