import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { contentPagePath } from '~/domain/contents/input'
import { readContentPage } from '~/domain/contents/read.server'
import { pathOf } from '~/http/address.server'
import { page } from '~/http/page.server'
import { paths } from '~/http/paths'
import { ContentPost } from '~/ui/contents/content-post'
import { LockedContent } from '~/ui/contents/locked-content'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.content.title} · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const { chzzkChannelId, id } = pathOf(contentPagePath, args.params)
    const mine = viewer?.chzzkUserId === chzzkChannelId
    const found = await readContentPage(viewer, chzzkChannelId, id)
    return { chzzkChannelId, mine, signedIn: viewer !== null, ...found }
  })
}

export default function ContentPage() {
  const { chzzkChannelId, mine, signedIn, content, channelName, missing } = useLoaderData<typeof loader>()
  const here = paths.content(chzzkChannelId, content.id)
  return (
    <>
      <div className="line spread">
        <a className="link small tap" href={paths.contents(chzzkChannelId)}>
          {channelName}님의 콘텐츠
        </a>
        {mine && (
          <a className="link small tap" href={paths.ownContent(content.id)}>
            고치기
          </a>
        )}
      </div>
      {content.locked ? (
        <LockedContent
          content={content}
          chzzkChannelId={chzzkChannelId}
          signedIn={signedIn}
          missing={missing}
          here={here}
        />
      ) : (
        <ContentPost content={content} here={here} mine={mine} />
      )}
    </>
  )
}
