import type { z } from 'zod'
import type { DonationIntent, DonationSource } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { isBlocked } from '~/domain/channels/block.server'
import { checkText } from '~/domain/messages/check-text.server'
import { writeMessage } from '~/domain/messages/record.server'
import { refuse } from '~/domain/refusal'
import type { occurredInput } from './input'
import { awaitsWords, findSignaled, joinSignaled } from './join-signal.server'
import { type Ledger, withLedger } from './ledger.server'
import { showDonation, withPeople } from './show.server'
import { INTENT_LIFE_MS, LATE_AFTER_MS, MOST_WAITING } from './status'

type Registration = z.infer<typeof occurredInput>

/**
 * The fan came back and says it happened: `{donation, messageId, again}`, `again` when the same was registered before. A
 * donation that CHZZK's event told first is joined: the fan's words and no second donation (ledger.md §3).
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
    const before = await tx.donationEvent.findUnique({ where: { intentId: intent.id }, include: withPeople })
    if (before && !awaitsWords(before)) {
      const same = sameContent(before, registration)
      if (!same) refuse('conflict', { detail: '이미 등록한 후원이에요' })
      const donation = await showDonation(before, { from: tx })
      return { donation, messageId: donation.messageId, again: true }
    }
    if (!intent.channel.openedAt) refuse('channel_not_open')
    const ageMs = Date.now() - intent.createdAt.getTime()
    if (!before && ageMs > INTENT_LIFE_MS) refuse('intent_lapsed')
    const signaled = await findSignaled(ledger, intent, registration.amount ?? null)
    if (signaled) await joinSignaled(ledger, { viewer, intent, heldBy }, signaled, registration)
    else await refuseWhenTooManyWait(ledger, viewer)
    const id = signaled?.id ?? (await begin(ledger, { viewer, intent, heldBy }, registration))
    // From here the message alone holds the words, so that withdrawing it leaves none behind.
    await tx.donationIntent.update({ where: { id: intent.id }, data: { message: null } })
    const registered = await tx.donationEvent.findUniqueOrThrow({ where: { id }, include: withPeople })
    const donation = await showDonation(registered, { from: tx })
    return { donation, messageId: donation.messageId, again: false }
  })
}

type Claim = { viewer: Viewer; intent: DonationIntent; heldBy: string | null }

async function begin(ledger: Ledger, { viewer, intent, heldBy }: Claim, registration: Registration) {
  const late = Date.now() - intent.createdAt.getTime() > LATE_AFTER_MS
  const { id } = await ledger.begin(
    {
      donorId: viewer.id,
      intentId: intent.id,
      status: 'OCCURRED',
      source: 'user_flow',
      claimedAmountCheese: registration.amount ?? null,
      hideAmount: registration.hideAmount,
      hideName: registration.hideName,
      late,
      occurredAt: late ? intent.createdAt : new Date(),
    },
    { kind: 'viewer', id: viewer.id },
  )
  const { channelId } = ledger
  const { message: content } = registration
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

async function refuseWhenTooManyWait({ tx, channelId }: Ledger, viewer: Viewer) {
  const waiting = await tx.donationEvent.count({
    where: { channelId, donorId: viewer.id, status: 'OCCURRED' },
  })
  if (waiting >= MOST_WAITING) {
    refuse('too_many_unconfirmed', {
      detail: '스트리머가 앞의 후원을 확인하면 이어서 등록할 수 있어요',
      retryAfterSeconds: 60 * 60,
    })
  }
}
