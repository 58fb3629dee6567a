import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listHiddenMessages, listMyHiddenPosts } from '~/domain/moderation/list-hidden.server'
import { listCreatorObjections, listCreatorReports } from '~/domain/moderation/queue.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { FlagIcon } from '~/ui/icons'
import { Empty } from '~/ui/list'
import { MyHiddenPosts } from '~/ui/moderation/my-hidden'
import { HiddenMessageRow, ObjectionLine, ReportedMessage, Waiting } from '~/ui/moderation/queue'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '신고와 숨김 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const [queue, objections, hidden, ownPosts] = await Promise.all([
      listCreatorReports(viewer),
      listCreatorObjections(viewer),
      listHiddenMessages(viewer),
      listMyHiddenPosts(viewer),
    ])
    return { queue, objections, hidden, ownPosts }
  })
}

export default function ModerationPage() {
  const { queue, objections, hidden, ownPosts } = useLoaderData<typeof loader>()
  const nothing = queue.total + objections.length + hidden.length + ownPosts.length === 0
  return (
    <>
      <PageHead back="설정으로 돌아가기" backTo={paths.settings} title="신고와 숨김">
        누가 신고했는지는 알려 드리지 않아요. 내 글에 대한 신고는 운영자만 봐요
      </PageHead>
      {nothing && (
        <Empty icon={<FlagIcon />} title="확인할 신고가 없어요">
          <p className="text-soft">피드의 글은 글 아래에서 바로 숨길 수 있어요</p>
        </Empty>
      )}
      <Waiting title="신고된 메시지" count={queue.total} isMore={queue.isMore}>
        {queue.items.map((line) => (
          <ReportedMessage key={line.id} line={line} />
        ))}
      </Waiting>
      <Waiting title="내가 숨긴 글에 온 이의" count={objections.length}>
        {objections.map((objection) => (
          <ObjectionLine key={objection.id} objection={objection} />
        ))}
      </Waiting>
      <MyHiddenPosts posts={ownPosts} />
      <Waiting title="숨긴 메시지" count={hidden.length}>
        {hidden.map((message) => (
          <HiddenMessageRow key={message.id} message={message} />
        ))}
      </Waiting>
    </>
  )
}
