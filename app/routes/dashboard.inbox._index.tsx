import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getInbox } from '~/domain/letters/inbox.server'
import { inboxQuery } from '~/domain/letters/input'
import { listRetweetCandidates } from '~/domain/letters/retweet.server'
import { countOpenCases } from '~/domain/moderation/queue.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { FolderTabs, InboxLetters, InboxSearch } from '~/ui/letters/inbox'
import { RetweetCandidates, UnconfirmedDonations } from '~/ui/letters/inbox-top'
import { ModerationLink } from '~/ui/moderation/queue'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.unread ? `(${data.unread > 99 ? '99+' : data.unread}) 인박스 · 멜트` : '인박스 · 멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const query = parseSearch(inboxQuery, args.request)
    const onTop = query.folder === 'all' && !query.query && !query.cursor
    const [inbox, reported, candidates] = await Promise.all([
      getInbox(viewer, query),
      countOpenCases(viewer),
      onTop ? listRetweetCandidates(viewer) : null,
    ])
    const { chzzkChannelId } = viewer.channel
    return {
      ...inbox,
      folder: query.folder,
      query: query.query,
      first: !query.cursor,
      chzzkChannelId,
      reported,
      candidates: candidates?.items ?? [],
    }
  })
}

export default function InboxPage() {
  const { unconfirmed, letters, unread, folder, query, first, chzzkChannelId, reported, candidates } =
    useLoaderData<typeof loader>()
  const showsUnconfirmed =
    first && !query && (folder === 'all' || folder === 'donations') && unconfirmed.count > 0
  return (
    <>
      <h1 data-live={chzzkChannelId} data-live-inbox="" data-waiting={unconfirmed.count} data-unread={unread}>
        인박스
      </h1>
      {first && reported > 0 && <ModerationLink count={reported} />}
      {showsUnconfirmed && <UnconfirmedDonations {...unconfirmed} />}
      <RetweetCandidates items={candidates} />
      <section className="flex flex-col gap-4" aria-labelledby="letters-title">
        <div className="line justify-between">
          <h2 id="letters-title">편지</h2>
          <a className="link-small" href={paths.vips}>
            VIP 보기
          </a>
        </div>
        <FolderTabs folder={query ? null : folder} unread={unread} />
        <InboxSearch query={query} />
        <p className="hidden note md:[@media(hover:hover)]:block">
          <kbd>j</kbd>·<kbd>k</kbd>로 편지를 고르고 <kbd>Enter</kbd>로 열어요. 편지에서는 <kbd>r</kbd> 답장,{' '}
          <kbd>u</kbd> 인박스
        </p>
        <InboxLetters {...letters} folder={folder} query={query} share={paths.share(chzzkChannelId)} />
      </section>
    </>
  )
}
