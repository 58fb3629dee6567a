import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { awaitsWords } from './join-signal.server'
import { INTENT_LIFE_MS, type IntentState } from './status'

/**
 * My intent in a channel and what became of it: `{intentId, state, message, amount, lapsesAt, donationId, signaledAmount,
 * isConfirmed, hideAmount, hideName}`, the amount in cheese where CHZZK told of the donation before its fan did. Refusal: `not_found`.
 */
export async function findOwnIntent(viewer: Viewer, chzzkChannelId: string, id: string) {
  const intent = await db.donationIntent.findFirst({
    where: { id, viewerId: viewer.id, channel: { chzzkChannelId } },
    include: { donation: { include: { message: true, signal: { select: { amountCheese: true } } } } },
  })
  if (!intent) refuse('not_found')
  const lapsesAt = new Date(intent.createdAt.getTime() + INTENT_LIFE_MS)
  const lapsed = lapsesAt.getTime() < Date.now()
  const signaled = intent.donation && awaitsWords(intent.donation) ? intent.donation : null
  const state: IntentState = signaled
    ? intent.dismissedAt
      ? 'registered'
      : 'open'
    : intent.donation
      ? 'registered'
      : intent.dismissedAt
        ? 'dismissed'
        : intent.registeredAt
          ? 'queued'
          : lapsed
            ? 'lapsed'
            : 'open'
  return {
    intentId: intent.id,
    state,
    message: intent.message,
    amount: intent.amountCheese,
    lapsesAt: lapsesAt.toISOString(),
    donationId: intent.donation?.id ?? null,
    signaledAmount: signaled ? (signaled.amountCheese ?? signaled.signal?.amountCheese ?? null) : null,
    isConfirmed: intent.donation?.status === 'CONFIRMED',
    hideAmount: intent.donation?.hideAmount ?? false,
    hideName: intent.donation?.hideName ?? false,
  }
}
