import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listDonations } from '~/domain/donations/list.server'
import { readWaiting } from '~/domain/donations/waiting.server'
import { creatorPage } from '~/http/page.server'
import { paths } from '~/http/paths'
import { InboxClaim } from '~/ui/donations/inbox-claim'
import { WaitingHead } from '~/ui/donations/waiting-head'
import { Empty } from '~/ui/empty'
import { InboxIcon } from '~/ui/icons'

export const meta: MetaFunction = () => [{ title: '인박스 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const [waiting, { items }] = await Promise.all([
      readWaiting(viewer),
      listDonations(viewer, { status: 'OCCURRED', limit: 20 }),
    ])
    return { waiting, items, chzzkChannelId: viewer.channel.chzzkChannelId }
  })
}

export default function InboxPage() {
  const { waiting, items, chzzkChannelId } = useLoaderData<typeof loader>()
  return (
    <>
      <h1 data-live={chzzkChannelId} data-live-inbox={waiting.count}>
        인박스
      </h1>
      {items.length === 0 ? (
        <Empty icon={<InboxIcon />} title="아직 온 메시지가 없어요. 채널 링크를 공유해 보세요">
          <a className="button" href={paths.share(chzzkChannelId)}>
            채널 링크 공유하기
          </a>
        </Empty>
      ) : (
        <section className="stack">
          <WaitingHead {...waiting} />
          <ul className="stack">
            {items.map((donation) => (
              <InboxClaim key={donation.id} donation={donation} formPage={paths.inbox} />
            ))}
          </ul>
          <a className="button button-quiet wide" href={paths.confirm}>
            후원 확인으로 가기
          </a>
        </section>
      )}
    </>
  )
}
