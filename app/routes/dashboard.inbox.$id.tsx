import { randomUUID } from 'node:crypto'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getLetter } from '~/domain/letters/inbox.server'
import { messagePath } from '~/domain/messages/input'
import { getVip } from '~/domain/vips/vips.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { LetterActs, ReplyForm } from '~/ui/letters/letter-acts'
import { LetterCard } from '~/ui/letters/letter-card'
import { VipPart } from '~/ui/vips/vip'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.letter.author.displayName}님의 글 · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const letter = await getLetter(viewer, parsePath(messagePath, args.params).id)
    const { vip, chzzkUserId } = letter.author
    const chosen = vip && chzzkUserId ? await getVip(viewer, chzzkUserId) : null
    return { letter, vip: chosen, creatorName: viewer.channel.name, requestId: randomUUID() }
  })
}

export default function LetterPage() {
  const { letter, vip, creatorName, requestId } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{letter.type === 'dm' ? '편지' : '후원 메시지'}</h1>
      <LetterCard letter={letter} creatorName={creatorName} />
      {letter.state !== 'withdrawn' && <ReplyForm letter={letter} requestId={requestId} />}
      <LetterActs letter={letter} />
      {letter.author.chzzkUserId && letter.state !== 'withdrawn' && (
        <VipPart person={{ ...letter.author, chzzkUserId: letter.author.chzzkUserId }} vip={vip} />
      )}
      <a className="link tap self-start" data-key="u" href={paths.inbox}>
        인박스로 돌아가기
      </a>
    </>
  )
}
