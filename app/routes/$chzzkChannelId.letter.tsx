import { randomUUID } from 'node:crypto'
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { refusalCopy } from '~/copy/ko/refusals'
import { ensureChannel } from '~/domain/channels/find.server'
import { channelPath } from '~/domain/channels/input'
import { letterRefusal, writerRequirements } from '~/domain/letters/send.server'
import { page } from '~/http/pages/page.server'
import { parsePath } from '~/http/pipeline/validate.server'
import { ChannelHead, ClosedChannel } from '~/ui/channels/channel'
import { LetterForm, MayNotWrite } from '~/ui/letters/letter-form'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.name}님에게 편지 쓰기 · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const channel = await ensureChannel(parsePath(channelPath, args.params).chzzkChannelId)
    const { chzzkChannelId, name, openedAt } = channel
    const refusal = await letterRefusal(viewer, channel)
    const requirement = viewer ? null : await writerRequirements(channel.id)
    return {
      chzzkChannelId,
      name,
      isOpen: openedAt !== null,
      signedIn: viewer !== null,
      isOwn: viewer?.chzzkUserId === chzzkChannelId,
      refusal: refusal && { reason: refusal.reason, text: refusalCopy(refusal).detail },
      requirement: requirement && refusalCopy(requirement).detail,
      requestId: viewer && randomUUID(),
    }
  })
}

/** Whoever goes back from CHZZK's login finds the page anew, with what they wrote. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export default function LetterPage() {
  const { chzzkChannelId, name, isOpen, isOwn, signedIn, refusal, requirement, requestId } =
    useLoaderData<typeof loader>()
  return (
    <>
      <ChannelHead name={name} chzzkChannelId={chzzkChannelId} title={`${name}님에게 편지 쓰기`} isBehind />
      {!isOpen && <ClosedChannel name={name} chzzkChannelId={chzzkChannelId} mine={isOwn} />}
      {isOpen && refusal && <MayNotWrite {...refusal} chzzkChannelId={chzzkChannelId} />}
      {isOpen && !refusal && (
        <>
          {!signedIn && (
            <p className="text-soft">먼저 써 두어도 괜찮아요. 로그인하면 적은 편지를 바로 보내 드려요</p>
          )}
          {requirement && <p className="text-soft">{requirement}</p>}
          <LetterForm
            chzzkChannelId={chzzkChannelId}
            channelName={name}
            requestId={requestId}
            signedIn={signedIn}
          />
        </>
      )}
    </>
  )
}
