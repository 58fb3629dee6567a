import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { newestChannels, searchAsked } from '~/http/pages/channel-search.server'
import { viewerPage } from '~/http/pages/page.server'
import { findOwnLists } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { ChannelList, ChannelSearch, NewestChannels } from '~/ui/channels/channel-list'
import { OpenIntentCards } from '~/ui/donations/donate'
import { ChannelsIcon } from '~/ui/icons'
import { Empty } from '~/ui/list'

export const meta: MetaFunction = () => [{ title: '채널 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const [own, search] = await Promise.all([findOwnLists(args), searchAsked(viewer, args.request)])
    return {
      favourites: own?.favourites ?? [],
      intents: own?.intents ?? [],
      search,
      newest: await newestChannels(viewer, search.query),
    }
  })
}

export default function FavoritesPage() {
  const { favourites, intents, search, newest } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>채널</h1>
      <OpenIntentCards intents={intents} redirectTo={paths.favorites} />
      <ChannelSearch action={paths.favorites} {...search} />
      <section className="flex flex-col gap-2">
        <h2>즐겨찾기</h2>
        {favourites.length > 0 ? (
          <ChannelList channels={favourites.map((channel) => ({ ...channel, followedByMe: false }))} />
        ) : (
          <Empty icon={<ChannelsIcon />} title="아직 즐겨찾는 채널이 없어요">
            <p className="text-soft">채널에서 즐겨찾기를 누르면 여기에 모여요</p>
          </Empty>
        )}
      </section>
      <NewestChannels channels={newest} />
    </>
  )
}
