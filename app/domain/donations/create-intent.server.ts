import type { z } from 'zod'
import type { DonationIntent } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { isBlocked } from '~/domain/channels/block.server'
import { findOpenChannel } from '~/domain/channels/find.server'
import { donateUrl } from '~/domain/channels/presenter.server'
import { refuse } from '~/domain/core/refusal'
import type { intentInput } from './input'
import { countWaiting } from './queue.server'
import { INTENT_LIFE_MS } from './status'

/**
 * Keeps that a fan opens CHZZK to donate (PENDING): `{intentId, chzzkChannelId, status, donateUrl, createdAt, lapsesAt}`.
 * The same `requestId` again finds the same intent and, until it is registered, keeps what was written last. Refusals:
 * `not_found`, `channel_not_open`, `forbidden` (their own channel), `blocked`, `conflict` (a `requestId` of another
 * channel), `too_many_unconfirmed` (three wait already: told before the fan leaves) (ledger.md §1).
 */
export async function createIntent(viewer: Viewer, input: Omit<z.infer<typeof intentInput>, 'leave'>) {
  const channel = await findOpenChannel(input.chzzkChannelId)
  if (channel.ownerId === viewer.id) refuse('forbidden', { detail: '내 채널에는 후원할 수 없어요' })
  if (await isBlocked(viewer.id, channel.id)) refuse('blocked')
  const mine = { channelId: channel.id, viewerId: viewer.id, requestId: input.requestId ?? null }
  const content = { message: input.message ?? null, amountCheese: input.amount ?? null }
  const { requestId } = input
  const replayed =
    requestId && (await db.donationIntent.count({ where: { viewerId: viewer.id, requestId } })) > 0
  if (!replayed && (await countWaiting(channel.id, viewer.id)).isFull) {
    refuse('too_many_unconfirmed', { retryAfterSeconds: 60 * 60 })
  }
  const [made] = await db.donationIntent.createManyAndReturn({
    data: { ...mine, ...content },
    skipDuplicates: true,
  })
  const [found] = made
    ? [made]
    : await db.donationIntent.updateManyAndReturn({
        where: { ...mine, donation: null, registeredAt: null },
        data: content,
      })
  const intent = found ?? (await db.donationIntent.findFirst({ where: mine })) ?? refuse('conflict')
  return intentView(intent, channel.chzzkChannelId)
}

function intentView(intent: DonationIntent, chzzkChannelId: string) {
  return {
    intentId: intent.id,
    chzzkChannelId,
    status: 'PENDING' as const,
    donateUrl: donateUrl(chzzkChannelId),
    createdAt: intent.createdAt.toISOString(),
    lapsesAt: new Date(intent.createdAt.getTime() + INTENT_LIFE_MS).toISOString(),
  }
}
