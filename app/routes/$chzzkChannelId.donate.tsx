import { randomUUID } from 'node:crypto'
import type { AppLoadContext, HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { refusalCopy } from '~/copy/ko/refusals'
import type { Viewer } from '~/domain/auth/viewer'
import { donateUrl } from '~/domain/channels/chzzk-pages.server'
import { ensureChannel } from '~/domain/channels/find.server'
import { channelPath } from '~/domain/channels/input'
import { Refusal, refuse } from '~/domain/core/refusal'
import { getOwnIntent } from '~/domain/donations/intents.server'
import { restoreForm } from '~/http/login/resume.server'
import { page } from '~/http/pages/page.server'
import { findOwnAsDonor } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { ChannelHead, ClosedChannel } from '~/ui/channels/channel'
import { BeginForm, OpenIntentCard, OwnChannel, RefundNote } from '~/ui/donations/donate'
import { IntentSteps } from '~/ui/donations/intent-steps'
import { MayNotWrite } from '~/ui/letters/letter-form'

const asked = z.object({
  intent: z.uuid('주소를 다시 확인해 주세요').optional(),
  anew: z.string().optional(),
  leave: z.string().optional(),
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.channel.name}님에게 치즈 보내기 · 멜트` : '멜트' },
]

/** Whoever goes back from CHZZK finds the page anew: the question whether they donated, or what they wrote. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const { chzzkChannelId } = parsePath(channelPath, args.params)
    const { intent: named, anew, leave } = parseSearch(asked, args.request)
    const { name, openedAt } = await ensureChannel(chzzkChannelId)
    await restoreForm(args)
    const { form } = args.context
    const own = await findOwnAsDonor(args)
    const open = own?.intents ?? []
    // Back from CHZZK the question comes first; giving once more is asked for by `anew`.
    const begins = anew !== undefined || form?.action === '/donations/intent'
    const intentId = named ?? (begins ? undefined : open[0]?.intentId)
    const intent = intentId ? await intentOf(viewer, chzzkChannelId, intentId, args.context) : null
    // Said before anything is written; what was written already comes back with the refusal.
    const refusal = own && !form ? refusalOf(own, intent === null) : null
    return {
      channel: { chzzkChannelId, name, isOpen: openedAt !== null, donateUrl: donateUrl(chzzkChannelId) },
      intent,
      others: open.filter((other) => other.intentId !== intentId),
      refusal: refusal && { reason: refusal.reason, text: refusalCopy(refusal).detail },
      isOwnChannel: viewer?.chzzkUserId === chzzkChannelId,
      signedIn: viewer !== null,
      isLeaving: leave !== undefined,
      beginPage: anew === undefined ? paths.donate(chzzkChannelId) : paths.donateAnew(chzzkChannelId),
      requestId: viewer && randomUUID(),
    }
  })
}

type Own = NonNullable<Awaited<ReturnType<typeof findOwnAsDonor>>>

function refusalOf({ blocked, unconfirmed: { isFull, queuedCount } }: Own, begins: boolean) {
  if (blocked) return new Refusal('blocked')
  if (!begins) return null
  if (!isFull) return null
  const queued = { because: 'claims_queued', params: { count: queuedCount } } as const
  return new Refusal('too_many_unconfirmed', queuedCount === 0 ? {} : queued)
}

/** Somebody whose session ended while they wrote gets the form back with their words in it. */
function intentOf(viewer: Viewer | null, chzzkChannelId: string, id: string, { form }: AppLoadContext) {
  if (viewer) return getOwnIntent(viewer, chzzkChannelId, id)
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
  const { channel, intent, others, isOwnChannel, signedIn, refusal, isLeaving, beginPage, requestId } =
    useLoaderData<typeof loader>()
  const { chzzkChannelId, name, isOpen, donateUrl } = channel
  const mayNotWrite = isOpen && !isOwnChannel && refusal && (!intent || intent.state === 'open')
  const isOpenToMe = isOpen && !isOwnChannel && !mayNotWrite
  return (
    <>
      <ChannelHead name={name} chzzkChannelId={chzzkChannelId} title={`${name}님에게 치즈 보내기`} isBehind />
      {!isOpen && <ClosedChannel name={name} chzzkChannelId={chzzkChannelId} mine={isOwnChannel} />}
      {isOpen && isOwnChannel && <OwnChannel chzzkChannelId={chzzkChannelId} />}
      {mayNotWrite && <MayNotWrite {...refusal} chzzkChannelId={chzzkChannelId} />}
      {isOpenToMe && intent && (
        <IntentSteps
          intent={intent}
          chzzkChannelId={chzzkChannelId}
          donateUrl={donateUrl}
          isLeaving={isLeaving}
        />
      )}
      {isOpenToMe && !intent && (
        <BeginForm {...{ chzzkChannelId, requestId, signedIn }} formPage={beginPage} />
      )}
      {others.map((other) => (
        <OpenIntentCard key={other.intentId} intent={other} redirectTo={paths.donate(chzzkChannelId)} />
      ))}
      {isOpenToMe && intent?.state === 'open' && !isLeaving && (
        <a className="link tap" href={paths.donateAnew(chzzkChannelId)}>
          다른 후원을 새로 시작하기
        </a>
      )}
      <RefundNote />
    </>
  )
}
