import type { DonationIntent, Message, Prisma } from '#prisma'
import type { Viewer } from '~/domain/auth/viewer'
import { registerText, writeMessage } from '~/domain/messages/append.server'
import type { Ledger } from './ledger.server'
import { INTENT_LIFE_MS } from './status'

const withSignal = {
  message: true,
  signal: { select: { amountCheese: true } },
} satisfies Prisma.DonationInclude

type Signaled = Prisma.DonationGetPayload<{ include: typeof withSignal }>
type Registration = { message: string; amount?: number | null; hideAmount: boolean; hideName: boolean }

/** Whether CHZZK signaled this donation before its fan registered a message of their own. */
export function awaitsWords({
  source,
  mergedIntoId,
  message,
}: Pick<Signaled, 'source' | 'mergedIntoId'> & {
  message: { relayed: boolean; content: string | null } | null
}) {
  return (
    source === 'session' &&
    !mergedIntoId &&
    (message === null || (message.relayed && message.content !== null))
  )
}

/** The same as a filter. */
export const awaitingWords = {
  source: 'session',
  mergedIntoId: null,
  OR: [{ message: null }, { message: { relayed: true, content: { not: null } } }],
} satisfies Prisma.DonationWhereInput

/**
 * The donation that CHZZK signaled first: the intent's, else the closest in time of the last 24 hours that has no intent and
 * the amount the fan says (docs/ledger.md §3).
 */
export async function findSignaled({ tx, channelId }: Ledger, intent: DonationIntent, amount: number | null) {
  const ofFan = { channelId, donorId: intent.viewerId, source: 'session' as const }
  const own = await tx.donation.findFirst({
    where: { ...ofFan, intentId: intent.id },
    include: withSignal,
  })
  if (own) return awaitsWords(own) ? own : null
  const unclaimed = await tx.donation.findMany({
    where: {
      ...ofFan,
      intentId: null,
      status: { in: ['OCCURRED', 'CONFIRMED'] },
      occurredAt: { gt: new Date(Date.now() - INTENT_LIFE_MS) },
    },
    include: withSignal,
  })
  const distance = ({ occurredAt }: Signaled) => Math.abs(occurredAt.getTime() - intent.createdAt.getTime())
  const fitting = unclaimed.filter(
    (donation) =>
      awaitsWords(donation) &&
      (amount === null || amount === (donation.amountCheese ?? donation.signal?.amountCheese)),
  )
  return fitting.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

/** A message that its creator answered or hid stays as CHZZK relayed it, and what its fan hid before stays hidden. */
export async function joinSignaled(
  { tx, channelId }: Ledger,
  { viewer, intent, heldBy }: { viewer: Viewer; intent: DonationIntent; heldBy: string | null },
  donation: Signaled,
  { message: content, amount, hideAmount, hideName }: Registration,
) {
  const isNew = donation.intentId === null
  await tx.donation.update({
    where: { id: donation.id },
    data: {
      intentId: intent.id,
      claimedAmountCheese: amount ?? null,
      hideAmount: hideAmount || (isNew && donation.hideAmount),
      hideName: hideName || (isNew && donation.hideName),
    },
  })
  const { message } = donation
  if (message && isAnsweredOrHidden(message)) return
  if (message) return registerText(tx, viewer, message, { content, heldBy })
  await writeMessage(
    tx,
    {
      channelId,
      authorId: viewer.id,
      donationId: donation.id,
      type: 'donation',
      visibility: 'public',
      content,
    },
    { heldBy, authorName: viewer.displayName },
  )
}

function isAnsweredOrHidden({ repliedPubliclyAt, repliedPrivatelyAt, hiddenAt }: Message) {
  return Boolean(repliedPubliclyAt ?? repliedPrivatelyAt ?? hiddenAt)
}
