import type { DonationIntent, Prisma } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import { getSettings, isBlocked } from '~/domain/channels/settings.server'
import { refuse } from '~/domain/core/refusal'
import { findReasonToHold, registerText, writeDonationMessage } from '~/domain/messages/write.server'
import type { Actor, NewDonation } from './entry'

export const MAX_UNCONFIRMED = 3
const MAX_QUEUED = 20
const LATE_AFTER_MS = 5 * 60 * 1000

/** What promotion needs of the ledger, which itself promotes (`Ledger` in ledger.server.ts). */
type PromotingLedger = {
  tx: Tx
  channelId: string
  createDonation(donation: NewDonation, actor: Actor): Promise<{ id: string }>
}
type Registration = { message: string; amount?: number | null; hideAmount: boolean; hideName: boolean }
type QueuedRegistration = {
  intent: DonationIntent
  author: { id: string; displayName: string }
  content: string
}

/** Registered, and without a donation yet because three of its fan's are unconfirmed in the channel. */
export const queued = { registeredAt: { not: null }, dismissedAt: null, donation: null } as const

/** The visible ones to as many as there may be. */
export async function countUnconfirmed(channelId: string, viewerId: string, from: Tx = db) {
  const [visible, queuedCount] = await Promise.all([
    from.donation.count({
      where: { channelId, donorId: viewerId, status: 'OCCURRED' },
      take: MAX_UNCONFIRMED,
    }),
    from.donationIntent.count({ where: { channelId, viewerId, ...queued } }),
  ])
  return toUnconfirmed(visible, queuedCount)
}

export const toUnconfirmed = (visibleCount: number, queuedCount: number) => ({
  visibleCount,
  queuedCount,
  isFull: visibleCount + queuedCount >= MAX_UNCONFIRMED,
})

/** What `countUnconfirmed` counts, within a statement. */
export const unconfirmedCountSql = (person: string, channel: string) => `
  (SELECT count(*) FROM (SELECT 1 FROM donation_events d
    WHERE d.channel_id = ${channel} AND d.donor_id = ${person} AND d.status = 'OCCURRED' LIMIT ${MAX_UNCONFIRMED}) visible)`
export const queuedCountSql = (person: string, channel: string) => `
  (SELECT count(*) FROM donation_intents i
    WHERE i.channel_id = ${channel} AND i.viewer_id = ${person} AND i.registered_at IS NOT NULL AND i.dismissed_at IS NULL
      AND (SELECT d.id FROM donation_events d WHERE d.intent_id = i.id) IS NULL)`

export function refuseTooManyUnconfirmed(): never {
  refuse('too_many_unconfirmed', { retryAfterSeconds: 60 * 60 })
}

/** Queued while three of its fan's are unconfirmed, it becomes a donation by itself, in order, once a place is free. */
export async function queueRegistration(
  { tx }: Pick<PromotingLedger, 'tx'>,
  intent: DonationIntent,
  queuedCount: number,
  { message, amount, hideAmount, hideName }: Registration,
) {
  if (queuedCount >= MAX_QUEUED) refuseTooManyUnconfirmed()
  return tx.donationIntent.update({
    where: { id: intent.id },
    data: { registeredAt: new Date(), message, amountCheese: amount ?? null, hideAmount, hideName },
  })
}

/** Those of these donations' fans, oldest first, become donations while fewer than three are unconfirmed, or add their message. */
export async function promoteQueued(ledger: PromotingLedger, donationIds: string[]) {
  const { tx, channelId } = ledger
  const fans = { donations: { some: { id: { in: donationIds } } } }
  const queuedIntents = await tx.donationIntent.findMany({
    where: { channelId, viewer: fans, registeredAt: { not: null }, dismissedAt: null },
    include: { viewer: true, donation: { include: { message: true } } },
    orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }],
  })
  for (const { viewer: author, donation, ...intent } of queuedIntents) {
    const registration = { intent, author, content: intent.message ?? '' }
    if (!donation && (await countUnconfirmed(channelId, author.id, tx)).visibleCount >= MAX_UNCONFIRMED)
      continue
    const { count } = await tx.donationIntent.updateMany({
      where: { id: intent.id, registeredAt: { not: null } },
      data: { registeredAt: null, message: null },
    })
    if (count === 0) continue
    if (donation) await addMessage(ledger, registration, donation)
    else await createFromQueued(ledger, registration)
  }
}

async function createFromQueued(ledger: PromotingLedger, registration: QueuedRegistration) {
  const { intent, author } = registration
  const created = { ...toDonationColumns(intent), id: intent.id, status: 'OCCURRED' } as const
  const { id } = await ledger.createDonation(created, { kind: 'viewer', id: author.id })
  await writeQueuedMessage(ledger, registration, id)
}

type DonationWithMessage = Prisma.DonationGetPayload<{ include: { message: true } }>

async function addMessage(
  ledger: PromotingLedger,
  registration: QueuedRegistration,
  { id, message, hideAmount, hideName }: DonationWithMessage,
) {
  const { intent, author, content } = registration
  await ledger.tx.donation.update({
    where: { id },
    data: { hideAmount: hideAmount || intent.hideAmount, hideName: hideName || intent.hideName },
  })
  if (!message) await writeQueuedMessage(ledger, registration, id)
  else if (message.relayed && message.content !== null)
    await registerText(ledger.tx, author, message, { content, heldBy: await heldBy(ledger, registration) })
}

async function writeQueuedMessage(
  ledger: PromotingLedger,
  registration: QueuedRegistration,
  donationId: string,
) {
  const { author, content } = registration
  const message = { donationId, author, content, heldBy: await heldBy(ledger, registration) }
  await writeDonationMessage(ledger.tx, ledger.channelId, message)
}

/** It was accepted when it was queued: what the creator's rules have become holds it and refuses nothing. */
async function heldBy({ tx, channelId }: PromotingLedger, { author, content }: QueuedRegistration) {
  const blocked = await isBlocked(author.id, channelId, tx)
  return findReasonToHold(content, await getSettings(channelId, tx), blocked)
}

export function toDonationColumns(intent: DonationIntent) {
  const registeredAt = intent.registeredAt ?? new Date()
  const late = registeredAt.getTime() - intent.createdAt.getTime() > LATE_AFTER_MS
  return {
    donorId: intent.viewerId,
    intentId: intent.id,
    source: 'user_flow' as const,
    claimedAmountCheese: intent.amountCheese,
    hideAmount: intent.hideAmount,
    hideName: intent.hideName,
    late,
    occurredAt: late ? intent.createdAt : registeredAt,
  }
}
