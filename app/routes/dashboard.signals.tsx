import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { studioUrl } from '~/domain/channels/chzzk-pages.server'
import { getConnectionState } from '~/domain/chzzk-events/state.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { ModeForm, Notices } from '~/ui/chzzk-events/auto-confirm-mode'
import { ConnectionCard, GapList, TestCard } from '~/ui/chzzk-events/connection-card'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '치지직 후원 신호 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const now = new Date()
    const session = await getConnectionState(viewer, now)
    return { session, studioUrl: studioUrl(viewer.channel.chzzkChannelId), asOf: now.toISOString() }
  })
}

export default function SignalsPage() {
  const { session, studioUrl, asOf } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="설정으로 돌아가기" backTo={paths.settings} title="치지직 후원 신호">
        치지직에 후원이 들어오면 멜트가 바로 알아차려서, 확인하는 수고를 덜어 드려요
      </PageHead>
      <Notices status={session} />
      <ConnectionCard status={session} asOf={asOf} />
      <ModeForm mode={session.mode} />
      <GapList status={session} asOf={asOf} />
      {session.mode !== 'off' && <TestCard status={session} studioUrl={studioUrl} asOf={asOf} />}
    </>
  )
}
