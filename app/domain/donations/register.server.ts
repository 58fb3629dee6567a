import type { z } from 'zod'
import type { DonationIntent, DonationSource } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { isBlocked } from '~/domain/channels/block.server'
import { refuse } from '~/domain/core/refusal'
import { writeMessage } from '~/domain/messages/append.server'
import { checkText } from '~/domain/messages/check-text.server'
import type { occurredInput } from './input'
import { awaitsWords, findSignaled, joinSignaled } from './join-signal.server'
import { type Ledger, withLedger } from './ledger.server'
import { presentDonation, withPeople } from './presenter.server'
import { claimOf, countWaiting, queueClaim, queuedView } from './queue.server'
import { INTENT_LIFE_MS, MAX_WAITING } from './status'

type Registration = z.infer<typeof occurredInput>

/**
 * The fan came back and says it happened: `{donation, messageId, replayed}`, `replayed` when the same was registered before. A
 * donation that CHZZK's event told first is joined: the fan's words and no second donation (ledger.md §3).
 * A fourth that would wait in a channel is kept in the queue, PENDING and without a message until its turn comes.
 * Refusals: `not_found` (not their intent), `text_refused`, `blocked`, `conflict` (registered with other content),
 * `channel_not_open` (its streamer left), `intent_lapsed` after 24 hours, `too_many_unconfirmed` (ledger.md §1).
 */
export async function registerDonation(viewer: Viewer, registration: Registration) {
  const intent = await db.donationIntent.findFirst({
    where: { id: registration.intentId, viewerId: viewer.id },
    include: { channel: { select: { openedAt: true } } },
  })
  if (!intent) refuse('not_found')
  const { heldBy } = await checkText(intent.channelId, registration.message)
  if (await isBlocked(viewer.id, intent.channelId)) refuse('blocked')
  return withLedger(intent.channelId, async (ledger) => {
    const { tx } = ledger
    const before = await tx.donation.findUnique({ where: { intentId: intent.id }, include: withPeople })
    if (before && !awaitsWords(before)) {
      const same = sameContent(before, registration)
      if (!same) refuse('conflict', { detail: '이미 등록한 후원이에요' })
      const donation = await presentDonation(before, { from: tx })
      return { donation, messageId: donation.messageId, replayed: true }
    }
    const now = before ? null : await tx.donationIntent.findUniqueOrThrow({ where: { id: intent.id } })
    if (now?.registeredAt) {
      if (!isSameClaim(now, registration)) refuse('conflict', { detail: '이미 등록한 후원이에요' })
      return { donation: await queuedView(now, viewer, tx), messageId: null, replayed: true }
    }
    if (!intent.channel.openedAt) refuse('channel_not_open')
    const ageMs = Date.now() - intent.createdAt.getTime()
    if (!before && ageMs > INTENT_LIFE_MS) refuse('intent_lapsed')
    const signaled = await findSignaled(ledger, intent, registration.amount ?? null)
    if (signaled) await joinSignaled(ledger, { viewer, intent, heldBy }, signaled, registration)
    else {
      const { seen, behind } = await countWaiting(intent.channelId, viewer.id, tx)
      if (seen >= MAX_WAITING) {
        const claim = await queueClaim(ledger, intent, behind, registration)
        return { donation: await queuedView(claim, viewer, tx), messageId: null, replayed: false }
      }
    }
    const id = signaled?.id ?? (await begin(ledger, { viewer, intent, heldBy }, registration))
    // From here the message alone holds the words, so that withdrawing it leaves none behind.
    await tx.donationIntent.update({ where: { id: intent.id }, data: { message: null } })
    const registered = await tx.donation.findUniqueOrThrow({ where: { id }, include: withPeople })
    const donation = await presentDonation(registered, { from: tx })
    return { donation, messageId: donation.messageId, replayed: false }
  })
}

type Claim = { viewer: Viewer; intent: DonationIntent; heldBy: string | null }

async function begin(ledger: Ledger, { viewer, intent, heldBy }: Claim, registration: Registration) {
  const { message: content, amount, hideAmount, hideName } = registration
  const claim = claimOf({ ...intent, amountCheese: amount ?? null, hideAmount, hideName })
  const { id } = await ledger.begin({ ...claim, status: 'OCCURRED' }, { kind: 'viewer', id: viewer.id })
  const { channelId } = ledger
  await writeMessage(
    ledger.tx,
    { channelId, authorId: viewer.id, donationId: id, type: 'donation', visibility: 'public', content },
    { heldBy, authorName: viewer.displayName },
  )
  return id
}

type Registered = {
  source: DonationSource
  claimedAmountCheese: number | null
  hideAmount: boolean
  hideName: boolean
  donorId: string | null
  message: { content: string | null } | null
}

function sameContent(before: Registered, { message, amount, hideAmount, hideName }: Registration) {
  return (
    before.message?.content === message &&
    before.claimedAmountCheese === (amount ?? null) &&
    isHiddenAsAsked(before, 'hideAmount', hideAmount) &&
    isHiddenAsAsked(before, 'hideName', hideName)
  )
}

/** What CHZZK told of may have been hidden before it was registered, and stays so. */
function isHiddenAsAsked(before: Registered, what: 'hideAmount' | 'hideName', asked: boolean) {
  return before[what] === asked || (before.source === 'session' && before[what])
}

function isSameClaim(claim: DonationIntent, { message, amount, hideAmount, hideName }: Registration) {
  return (
    claim.message === message &&
    claim.amountCheese === (amount ?? null) &&
    claim.hideAmount === hideAmount &&
    claim.hideName === hideName
  )
}
