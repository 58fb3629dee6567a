import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listTiersOf } from '~/domain/badges/tiers.server'
import { blocksQuery } from '~/domain/channels/input'
import { listBlocks } from '~/domain/channels/own.server'
import { getSettings } from '~/domain/channels/settings.server'
import { getConnectionState } from '~/domain/chzzk-events/state.server'
import { env } from '~/env.server'
import { creatorPage } from '~/http/pages/page.server'
import { parseTheme } from '~/http/pages/theme.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { LogOutForms, ThemeSwitch } from '~/ui/account'
import { RelationLinks } from '~/ui/badges/relation-links'
import { ChannelHead, ChannelLink } from '~/ui/channels/channel'
import { SignalsLink } from '~/ui/chzzk-events/connection-card'
import { ModerationLink } from '~/ui/moderation/queue'
import { RewardsLink } from '~/ui/rewards/reward-list'
import { BlockedPeople, SettingsForm } from '~/ui/settings'

export const meta: MetaFunction = () => [{ title: '설정 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id, chzzkChannelId, name } = viewer.channel
    const blocked = parseSearch(blocksQuery, args.request)
    const [settings, blocks, session, tiers] = await Promise.all([
      getSettings(id),
      listBlocks(viewer, blocked),
      getConnectionState(viewer),
      listTiersOf(id),
    ])
    const url = env.publicUrl + paths.channel(chzzkChannelId)
    const theme = parseTheme(args.request)
    return {
      chzzkChannelId,
      name,
      url,
      settings,
      session,
      tiers,
      blocks: { ...blocks, isFirst: !blocked.cursor },
      theme,
    }
  })
}

export default function SettingsPage() {
  const { chzzkChannelId, name, url, settings, session, tiers, blocks, theme } =
    useLoaderData<typeof loader>()
  return (
    <>
      <h1>설정</h1>
      <section className="flex flex-col gap-4">
        <ChannelHead name={name} chzzkChannelId={chzzkChannelId} level={2} title={name}>
          <p className="note">이름은 치지직에서 바꾸면 다음 로그인 때 따라와요</p>
        </ChannelHead>
        <ChannelLink url={url} />
        <a className="button button-quiet w-full" href={paths.share(chzzkChannelId)}>
          QR 코드 보기
        </a>
      </section>
      <SignalsLink {...session} />
      <RelationLinks />
      <RewardsLink href={paths.ownRewards} />
      <SettingsForm settings={settings} tiers={tiers} />
      <BlockedPeople {...blocks} />
      <ModerationLink />
      <ThemeSwitch theme={theme} redirectTo={paths.settings} />
      <LogOutForms />
    </>
  )
}
