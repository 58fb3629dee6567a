import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { searchAsked } from '~/http/pages/channel-search.server'
import { page } from '~/http/pages/page.server'
import { findOwnLists } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { ChannelSearch } from '~/ui/channels/channel-list'
import { OpenIntentCards } from '~/ui/donations/donate'
import { ForCreators, ForViewers, Hero } from '~/ui/intro/intro'
import { MyPart } from '~/ui/intro/my-part'

export const meta: MetaFunction = () => [
  { title: '멜트 · 방송이 끝나도 이어지는 응원' },
  { name: 'description', content: '치즈는 치지직에서, 메시지는 멜트에. 방송이 끝나도 이어지는 응원' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const search = await searchAsked(viewer, args.request)
    const own = await findOwnLists(args)
    const me = viewer && {
      name: viewer.displayName,
      channel: viewer.channel,
      favourites: own?.favourites.slice(0, 5) ?? [],
    }
    return { me, search, intents: own?.intents ?? [] }
  })
}

/** How a message looks once it was confirmed. */
const SAMPLE = {
  id: 'sample',
  type: 'donation' as const,
  author: { displayName: '새벽세시라면', badge: null },
  content: '다시보기로 이제야 봤어요. 마지막 곡에서 울었어요, 오늘도 고마워요!',
  createdAt: '2026-11-20T18:12:00.000Z',
  donation: { status: 'CONFIRMED' as const, amount: 1_000 },
  replies: [],
  pinned: false,
}

export default function HomePage() {
  const { me, search, intents } = useLoaderData<typeof loader>()
  return (
    <>
      {!me && <Hero sample={SAMPLE} />}
      {me && <h1 className="sr-only">멜트 홈</h1>}
      <OpenIntentCards intents={intents} redirectTo={paths.home} />
      {me && <MyPart {...me} />}
      <section className="flex flex-col gap-4" id="search">
        <h2>응원할 채널 찾기</h2>
        <ChannelSearch action={paths.home} {...search} />
      </section>
      <ForViewers />
      <ForCreators>
        {!me && (
          <a className="button w-full" href={paths.loginPage(paths.home)}>
            로그인하고 내 채널 열기
          </a>
        )}
      </ForCreators>
    </>
  )
}
