import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MESSAGE_TYPE_COPY } from '~/copy/ko/moderation'
import { messagePath } from '~/domain/messages/input'
import { getMyHiddenMessage } from '~/domain/moderation/list-hidden.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { ObjectionSection } from '~/ui/moderation/my-hidden'
import { Quoted } from '~/ui/moderation/quoted'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '숨겨진 글 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, (viewer) => getMyHiddenMessage(viewer, parsePath(messagePath, args.params).id))
}

export default function MyHiddenPage() {
  const message = useLoaderData<typeof loader>()
  const { type, channelName, content, hiddenBy, reason, isHidden } = message
  const isViewers = type === 'dm' || type === 'donation'
  return (
    <>
      <PageHead
        back={isViewers ? '내 메시지로 돌아가기' : '신고와 숨김으로 돌아가기'}
        backTo={isViewers ? paths.letters : paths.moderation}
        title={isHidden ? '숨겨진 글' : '다시 보이는 글'}
      >
        {hiddenBy === 'creator' ? '스트리머가' : '멜트 운영자가'} 숨긴 글이에요
        {isHidden && '. 지금은 다른 시청자에게 보이지 않아요'}
      </PageHead>
      <Quoted
        name={channelName}
        under={isViewers ? `내가 보낸 ${MESSAGE_TYPE_COPY[type]}` : MESSAGE_TYPE_COPY[type]}
        text={content}
      >
        <p className="text-sm">숨긴 이유: {reason ?? '따로 남기지 않았어요'}</p>
      </Quoted>
      <ObjectionSection message={message} />
    </>
  )
}
