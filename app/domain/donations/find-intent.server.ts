import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'
import type { IntentState } from './intent-state'
import { INTENT_LIFE_MS } from './status'

/** My intent in a channel and what became of it: `{intentId, state, message, amount, lapsesAt, donationId}`. Refusal: `not_found`. */
export async function findOwnIntent(viewer: Viewer, chzzkChannelId: string, id: string) {
  const intent = await db.donationIntent.findFirst({
    where: { id, viewerId: viewer.id, channel: { chzzkChannelId } },
    include: { donation: { select: { id: true } } },
  })
  if (!intent) refuse('not_found')
  const lapsesAt = new Date(intent.createdAt.getTime() + INTENT_LIFE_MS)
  const lapsed = lapsesAt.getTime() < Date.now()
  const state: IntentState = intent.donation
    ? 'registered'
    : intent.dismissedAt
      ? 'dismissed'
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
  }
}
