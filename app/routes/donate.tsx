import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { newestChannels, searchAsked } from '~/http/pages/channel-search.server'
import { page } from '~/http/pages/page.server'
import { findOwnLists } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { ChannelList, ChannelSearch, NewestChannels } from '~/ui/channels/channel-list'
import { OpenIntentCards, RefundNote } from '~/ui/donations/donate'

export const meta: MetaFunction = () => [{ title: '치즈 보내기 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const { favourites, intents } = (await findOwnLists(args)) ?? { favourites: [], intents: [] }
    const search = await searchAsked(viewer, args.request, paths.donate)
    return { favourites, intents, search, newest: await newestChannels(viewer, search.query) }
  })
}

export default function ChoosePage() {
  const { favourites, intents, search, newest } = useLoaderData<typeof loader>()
  return (
    <>
      <div>
        <h1>누구에게 보낼까요?</h1>
        <p className="text-soft">방송이 꺼져 있어도 응원할 수 있어요</p>
      </div>
      <OpenIntentCards intents={intents} redirectTo={paths.donateAnywhere} />
      <ChannelSearch action={paths.donateAnywhere} {...search} toDonate />
      {favourites.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2>즐겨찾는 채널</h2>
          <ChannelList
            channels={favourites.map((channel) => ({ ...channel, followedByMe: false }))}
            toDonate
          />
        </section>
      )}
      <NewestChannels channels={newest} toDonate />
      <RefundNote />
    </>
  )
}
