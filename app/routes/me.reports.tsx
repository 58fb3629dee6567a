import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listQuery } from '~/domain/moderation/input'
import { listMyReports } from '~/domain/moderation/report.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { FlagIcon } from '~/ui/icons'
import { Empty, More } from '~/ui/list'
import { MyReportRow } from '~/ui/moderation/report'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '신고 기록 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, (viewer) => listMyReports(viewer, parseSearch(listQuery, args.request)))
}

export default function MyReportsPage() {
  const { items, nextCursor } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="마이로 돌아가기" backTo={paths.me} title="신고 기록">
        누가 신고했는지는 글쓴이에게도 스트리머에게도 알리지 않아요
      </PageHead>
      {items.length === 0 ? (
        <Empty icon={<FlagIcon />} title="아직 신고한 글이 없어요">
          <p className="text-soft">불편한 글을 보면 글 아래의 신고를 눌러 알려 주세요</p>
        </Empty>
      ) : (
        <ul className="flex flex-col gap-4">
          {items.map((report) => (
            <MyReportRow key={report.id} report={report} />
          ))}
        </ul>
      )}
      <More address={paths.myReports} cursor={nextCursor} shown={items.length} />
    </>
  )
}
