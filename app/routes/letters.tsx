import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listMyLetters } from '~/domain/letters/find.server'
import { pageQuery } from '~/domain/messages/input'
import { viewerPage } from '~/http/pages/page.server'
import { findOwnLists } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { OpenIntentCards } from '~/ui/donations/donate'
import { LetterIcon } from '~/ui/icons'
import { MyLetterRow } from '~/ui/letters/my-letter-row'
import { Empty, More } from '~/ui/list'

export const meta: MetaFunction = () => [{ title: '내 메시지 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const [letters, own] = await Promise.all([
      listMyLetters(viewer, parseSearch(pageQuery, args.request)),
      findOwnLists(args),
    ])
    return { ...letters, intents: own?.intents ?? [] }
  })
}

export default function LettersPage() {
  const { items, nextCursor, intents } = useLoaderData<typeof loader>()
  return (
    <>
      <div>
        <h1>내 메시지</h1>
        <p className="text-soft">편지는 스트리머만 보고, 후원 메시지는 모두에게 공개돼요</p>
      </div>
      <OpenIntentCards intents={intents} redirectTo={paths.letters} />
      {items.length === 0 ? (
        <Empty icon={<LetterIcon />} title="아직 보낸 메시지가 없어요">
          <p className="text-soft">좋아하는 채널에 하고 싶은 말을 편지로 남겨 보세요</p>
          <a className="button button-quiet" href={paths.favorites}>
            채널 찾기
          </a>
        </Empty>
      ) : (
        <section className="flex flex-col gap-4">
          <h2 className="sr-only">보낸 메시지</h2>
          <ul className="flex flex-col gap-4">
            {items.map((letter) => (
              <MyLetterRow key={letter.id} letter={letter} />
            ))}
          </ul>
          <More address={paths.letters} cursor={nextCursor} shown={items.length} />
        </section>
      )}
    </>
  )
}
