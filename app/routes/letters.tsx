import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { myDonations } from '~/http/my-donations.server'
import { viewerPage } from '~/http/page.server'
import { paths } from '~/http/paths'
import { MyDonations } from '~/ui/donations/my-donations'

export const meta: MetaFunction = () => [{ title: '내 메시지 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    return myDonations(viewer, args.request, { message: { authorId: viewer.id } })
  })
}

export default function LettersPage() {
  const { items, nextCursor } = useLoaderData<typeof loader>()
  return (
    <>
      <div>
        <h1>내 메시지</h1>
        <p className="soft">후원과 함께 남긴 메시지예요. 모두에게 공개돼요</p>
      </div>
      <section className="stack">
        <h2 className="sr-only">남긴 메시지</h2>
        <MyDonations
          items={items}
          nextCursor={nextCursor}
          address={paths.letters}
          emptyTitle="아직 남긴 메시지가 없어요"
        />
      </section>
    </>
  )
}
