import type { DonationIntent, Prisma } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findBadges } from '~/domain/badges/standing.server'
import { getSettings, isBlocked } from '~/domain/channels/settings.server'
import { refuse } from '~/domain/core/refusal'
import { HELD_FOR_BLOCKED_PERSON } from '~/domain/messages/message'
import { blockedWordInRelayed, registerText, writeDonationMessage } from '~/domain/messages/write.server'
import { toDonationView } from './presenter'

export const INTENT_LIFE_MS = 24 * 60 * 60 * 1000
export const MAX_WAITING = 3
const MAX_QUEUED = 20
const LATE_AFTER_MS = 5 * 60 * 1000

type ClaimLedger = {
  tx: Tx
  channelId: string
  createDonation(
    claim: ReturnType<typeof claimOf> & { id: string; status: 'OCCURRED' },
    actor: { kind: 'viewer'; id: string },
  ): Promise<{ id: string }>
}
type Registration = { message: string; amount?: number | null; hideAmount: boolean; hideName: boolean }
type ClaimWords = { intent: DonationIntent; author: { id: string; displayName: string }; content: string }

/** Registered, and without a donation yet because three of its fan's waited in the channel. */
export const queued = { registeredAt: { not: null }, dismissedAt: null, donation: null } as const

export async function countWaiting(channelId: string, viewerId: string, from: Tx = db) {
  const [visible, queuedCount] = await Promise.all([
    from.donation.count({ where: { channelId, donorId: viewerId, status: 'OCCURRED' } }),
    from.donationIntent.count({ where: { channelId, viewerId, ...queued } }),
  ])
  return { visibleCount: visible, queuedCount, isFull: visible + queuedCount >= MAX_WAITING }
}

/** Queues a claim while three of its fan's wait: it becomes a donation by itself, in order, once a place is free. */
export async function queueClaim(
  { tx }: ClaimLedger,
  intent: DonationIntent,
  queuedCount: number,
  claim: Registration,
) {
  if (queuedCount >= MAX_QUEUED) {
    refuse('too_many_unconfirmed', { retryAfterSeconds: 60 * 60 })
  }
  const { message, amount, hideAmount, hideName } = claim
  return tx.donationIntent.update({
    where: { id: intent.id },
    data: { registeredAt: new Date(), message, amountCheese: amount ?? null, hideAmount, hideName },
  })
}

/** A queued claim as its fan reads it: the donation it will be, under the id it will have. */
export async function presentQueued(intent: DonationIntent, viewer: Viewer, from: Tx = db) {
  const { chzzkChannelId } = await from.channel.findUniqueOrThrow({ where: { id: intent.channelId } })
  const supporter = { channelId: intent.channelId, donorId: viewer.id }
  const badges = await findBadges([supporter], from)
  const claim = claimOf(intent)
  const view = toDonationView(
    {
      ...claim,
      id: intent.id,
      channelId: intent.channelId,
      status: 'PENDING',
      amountCheese: null,
      donorName: null,
      requestId: null,
      mergedIntoId: null,
      mergedAt: null,
      mergeTook: [],
      note: null,
      confirmedAt: null,
      confirmedById: null,
      confirmedByKind: null,
      broadcast: 'unknown',
      createdAt: intent.createdAt,
      donor: viewer,
      channel: { chzzkChannelId },
      message: null,
      signal: null,
      merged: [],
    },
    badges(supporter),
  )
  return { ...view, message: intent.message }
}

/** These donations' fans' claims, oldest first, become donations while fewer than three wait, or add words to the one that is there. */
export async function promoteClaims(ledger: ClaimLedger, donationIds: string[]) {
  const { tx, channelId } = ledger
  const fans = { donations: { some: { id: { in: donationIds } } } }
  const claims = await tx.donationIntent.findMany({
    where: { channelId, viewer: fans, registeredAt: { not: null }, dismissedAt: null },
    include: { viewer: true, donation: { include: { message: true } } },
    orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }],
  })
  for (const { viewer: author, donation, ...intent } of claims) {
    const words = { intent, author, content: intent.message ?? '' }
    if (!donation && (await countWaiting(channelId, author.id, tx)).visibleCount >= MAX_WAITING) continue
    const { count } = await tx.donationIntent.updateMany({
      where: { id: intent.id, registeredAt: { not: null } },
      data: { registeredAt: null, message: null },
    })
    if (count === 0) continue
    if (donation) await addWords(ledger, words, donation)
    else await createFromClaim(ledger, words)
  }
}

async function createFromClaim(ledger: ClaimLedger, words: ClaimWords) {
  const { intent, author } = words
  const claim = claimOf(intent)
  const created = { ...claim, id: intent.id, status: 'OCCURRED' } as const
  const { id } = await ledger.createDonation(created, { kind: 'viewer', id: author.id })
  await writeClaimMessage(ledger, words, id)
}

type DonationWithMessage = Prisma.DonationGetPayload<{ include: { message: true } }>

async function addWords(
  ledger: ClaimLedger,
  words: ClaimWords,
  { id, message, hideAmount, hideName }: DonationWithMessage,
) {
  const { intent, author, content } = words
  await ledger.tx.donation.update({
    where: { id },
    data: { hideAmount: hideAmount || intent.hideAmount, hideName: hideName || intent.hideName },
  })
  if (!message) await writeClaimMessage(ledger, words, id)
  else if (message.relayed && message.content !== null)
    await registerText(ledger.tx, author, message, { content, heldBy: await heldBy(ledger, words) })
}

async function writeClaimMessage(ledger: ClaimLedger, words: ClaimWords, donationId: string) {
  const { author, content } = words
  const message = { donationId, author, content, heldBy: await heldBy(ledger, words) }
  await writeDonationMessage(ledger.tx, ledger.channelId, message)
}

/** It was accepted when it was queued: what the creator's rules have become holds it and refuses nothing. */
async function heldBy({ tx, channelId }: ClaimLedger, { author, content }: ClaimWords) {
  if (await isBlocked(author.id, channelId, tx)) return HELD_FOR_BLOCKED_PERSON
  return blockedWordInRelayed(content, await getSettings(channelId, tx))
}

export function claimOf(intent: DonationIntent) {
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
