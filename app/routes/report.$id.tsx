import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MESSAGE_TYPE_COPY } from '~/copy/ko/moderation'
import { messagePath } from '~/domain/messages/input'
import type { Reportable } from '~/domain/moderation/presenter'
import { getReportable } from '~/domain/moderation/report.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { Quoted } from '~/ui/moderation/quoted'
import { ReportForm } from '~/ui/moderation/report'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '신고하기 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, (viewer) => getReportable(viewer, parsePath(messagePath, args.params).id))
}

/** Where this person was reading it. */
function backTo({ id, seenAs, chzzkChannelId }: Reportable) {
  if (seenAs === 'letter') return paths.inboxLetter(id)
  return seenAs === 'reply' ? paths.letters : paths.channel(chzzkChannelId)
}

export default function ReportPage() {
  const message = useLoaderData<typeof loader>()
  const { authorName, type, content, reported } = message
  return (
    <>
      <PageHead back="돌아가기" backTo={backTo(message)} title="신고하기" />
      <Quoted name={authorName} under={MESSAGE_TYPE_COPY[type]} text={content} />
      {reported ? (
        <section className="card">
          <h2>이미 신고한 글이에요</h2>
          <p className="text-soft">한 글은 한 번만 신고할 수 있어요. 결과는 신고 기록에서 볼 수 있어요</p>
          <a className="button button-quiet w-full" href={paths.myReports}>
            신고 기록 보기
          </a>
        </section>
      ) : (
        <ReportForm message={message} backTo={backTo(message)} />
      )}
    </>
  )
}
