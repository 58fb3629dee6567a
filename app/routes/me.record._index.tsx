import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { recordsQuery } from '~/domain/stats/input'
import { listRecords } from '~/domain/stats/record.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { More } from '~/ui/list'
import { PageHead } from '~/ui/page'
import { NoRecord, RecordCard } from '~/ui/record/record-card'

export const meta: MetaFunction = () => [{ title: '내 기록 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, (viewer) => listRecords(viewer, parseSearch(recordsQuery, args.request)))
}

export default function RecordsPage() {
  const { items, nextCursor } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="마이로 돌아가기" backTo={paths.me} title="내 기록">
        나에게만 보여요
      </PageHead>
      {items.length === 0 && <NoRecord />}
      {items.map((record) => (
        <RecordCard key={record.chzzkChannelId} record={record} />
      ))}
      <More address={paths.records} cursor={nextCursor} shown={items.length} />
    </>
  )
}
