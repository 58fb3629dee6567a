import { randomUUID } from 'node:crypto'
import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import type { Viewer } from '~/domain/auth/viewer'
import { isBlocked } from '~/domain/channels/block.server'
import { channelPath } from '~/domain/channels/input'
import { readChannel } from '~/domain/channels/view.server'
import { findOwnIntent } from '~/domain/donations/find-intent.server'
import { listOwnIntents } from '~/domain/donations/list-intents.server'
import { Refusal, refuse } from '~/domain/refusal'
import { pathOf, searchOf } from '~/http/address.server'
import { page } from '~/http/page.server'
import { paths } from '~/http/paths'
import { explain } from '~/http/problem.server'
import { ChannelHead } from '~/ui/channels/channel-head'
import { ClosedChannel } from '~/ui/channels/closed-channel'
import { BeginForm } from '~/ui/donations/begin-form'
import { IntentSteps } from '~/ui/donations/intent-steps'
import { OpenIntentCard } from '~/ui/donations/open-intent-card'
import { OwnChannel } from '~/ui/donations/own-channel'
import { RefundWords } from '~/ui/donations/refund-words'
import { MayNotWrite } from '~/ui/letters/may-not-write'

const asked = z.object({ intent: z.uuid('주소를 다시 확인해 주세요').optional() })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.channel.name}님에게 치즈 보내기 · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const { chzzkChannelId } = pathOf(channelPath, args.params)
    const { intent: intentId } = searchOf(asked, args.request)
    const { channel } = await readChannel(viewer, chzzkChannelId)
    const intent = intentId ? await intentOf(viewer, chzzkChannelId, intentId, args.context) : null
    // Told before anything is written; what was written already comes back with the refusal.
    const blocked = viewer && !args.context.form && (await isBlocked(viewer.id, channel.id))
    const open = viewer ? (await listOwnIntents(viewer, chzzkChannelId)).items : []
    return {
      channel,
      intent,
      others: open.filter((other) => other.intentId !== intentId),
      refusal: blocked ? { reason: 'blocked' as const, words: explain(new Refusal('blocked')) } : null,
      mine: viewer?.chzzkUserId === chzzkChannelId,
      requestId: randomUUID(),
    }
  })
}

/** Somebody whose session ended while they wrote gets the form back with their words in it. */
function intentOf(viewer: Viewer | null, chzzkChannelId: string, id: string, { form }: AppLoadContext) {
  if (viewer) return findOwnIntent(viewer, chzzkChannelId, id)
  if (!form) refuse('signed_out')
  return {
    intentId: id,
    state: 'open' as const,
    message: null,
    amount: null,
    lapsesAt: null,
    donationId: null,
    signaledAmount: null,
    isConfirmed: false,
    hideAmount: false,
    hideName: false,
  }
}

export default function DonatePage() {
  const { channel, intent, others, mine, refusal, requestId } = useLoaderData<typeof loader>()
  const { chzzkChannelId, name, isOpen, donateUrl } = channel
  const mayNotWrite = isOpen && refusal && (!intent || intent.state === 'open')
  return (
    <>
      <ChannelHead name={name} chzzkChannelId={chzzkChannelId} title={`${name}님에게 치즈 보내기`}>
        <a className="link small tap" href={paths.channel(chzzkChannelId)}>
          채널로 돌아가기
        </a>
      </ChannelHead>
      {others.map((other) => (
        <OpenIntentCard key={other.intentId} intent={other} formPage={paths.donate(chzzkChannelId)} />
      ))}
      {!isOpen && <ClosedChannel name={name} chzzkChannelId={chzzkChannelId} mine={mine} />}
      {isOpen && mine && <OwnChannel chzzkChannelId={chzzkChannelId} />}
      {mayNotWrite && <MayNotWrite {...refusal} chzzkChannelId={chzzkChannelId} />}
      {isOpen && !mine && intent && !mayNotWrite && (
        <IntentSteps intent={intent} chzzkChannelId={chzzkChannelId} donateUrl={donateUrl} />
      )}
      {isOpen && !mine && !intent && !mayNotWrite && (
        <BeginForm chzzkChannelId={chzzkChannelId} requestId={requestId} />
      )}
      <RefundWords />
    </>
  )
}
