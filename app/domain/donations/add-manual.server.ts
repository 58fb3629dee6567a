import type { z } from 'zod'
import { getPersonId } from '~/domain/auth/person.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { relayMessages, writeMessage } from '~/domain/messages/append.server'
import type { manualInput } from './input'
import { type Ledger, withLedger } from './ledger.server'
import { requirePossible } from './possible-time'
import { presentDonation, withPeople } from './presenter.server'

type Manual = z.infer<typeof manualInput>

/**
 * A creator adds a donation nobody announced, or matches an unused intent by hand: `{donation, replayed}`, CONFIRMED with
 * an amount in cheese. The same `requestId` with the same content finds the donation again. A message that the creator
 * copies has no author: nobody's account says what somebody else wrote. Refusals: `forbidden` (no channel, oneself as
 * donor), `not_found` (intent), `conflict`, `invalid` (a time that cannot be, an unknown person), `chzzk_unavailable`
 * (ledger.md §1, api.md POST /donations/manual).
 */
export async function addManualDonation(viewer: Viewer, input: Manual) {
  const channel = requireOwnChannel(viewer, 'open_channel_first')
  const occurredAt = input.occurredAt ? new Date(input.occurredAt) : null
  if (occurredAt) requirePossible('occurredAt', occurredAt, new Date())
  if (input.chzzkUserId === viewer.chzzkUserId)
    refuse('forbidden', { detail: '내 채널에는 후원할 수 없어요' })
  const personId = input.chzzkUserId ? await getPersonId(input.chzzkUserId) : null
  return withLedger(channel.id, async (ledger) => {
    const before = await findSameRequest(ledger, input, personId)
    if (before)
      return {
        donation: await presentDonation(before, { from: ledger.tx, readerOf: () => 'creator' }),
        replayed: true,
      }
    const intent = input.intentId ? await unusedIntent(ledger, input.intentId) : null
    const donorId = intent?.viewerId ?? personId
    const { id } = await ledger.begin(
      {
        donorId,
        donorName: donorId ? null : input.donorName,
        intentId: intent?.id ?? null,
        requestId: input.requestId ?? null,
        status: 'CONFIRMED',
        source: 'manual',
        claimedAmountCheese: intent?.amountCheese ?? null,
        amountCheese: input.amount,
        note: input.note,
        occurredAt: occurredAt ?? intent?.createdAt ?? new Date(),
      },
      { kind: 'creator', id: viewer.id },
    )
    await writeWords(ledger, id, donorId, input)
    const donation = await ledger.tx.donation.findUniqueOrThrow({ where: { id }, include: withPeople })
    return {
      donation: await presentDonation(donation, { from: ledger.tx, readerOf: () => 'creator' }),
      replayed: false,
    }
  })
}

/** What the creator copied is nobody's own; a line without words is its donor's, to answer for and to take away. */
async function writeWords(
  { tx, channelId }: Ledger,
  donationId: string,
  donorId: string | null,
  { message, donorName }: Manual,
) {
  if (message) {
    const copied = {
      channelId,
      donationId,
      type: 'donation',
      visibility: 'public',
      content: message,
    } as const
    await writeMessage(tx, copied, { authorName: donorName ?? '' })
    return
  }
  const donor = donorId ? await tx.user.findUniqueOrThrow({ where: { id: donorId } }) : null
  const authorName = donor?.displayName ?? donorName ?? ''
  await relayMessages(tx, [
    { channelId, authorId: donorId, donationId, content: '', authorName, heldBy: null },
  ])
}

/** A repeated request finds its donation: by its own key, or by the intent it has already used. */
async function findSameRequest({ tx, channelId }: Ledger, input: Manual, personId: string | null) {
  const keys = [
    ...(input.requestId ? [{ requestId: input.requestId }] : []),
    ...(input.intentId ? [{ intentId: input.intentId }] : []),
  ]
  if (keys.length === 0) return null
  const before = await tx.donation.findFirst({ where: { channelId, OR: keys }, include: withPeople })
  if (!before) return null
  const same =
    before.source === 'manual' &&
    before.amountCheese === input.amount &&
    before.note === input.note &&
    (before.message?.content || null) === input.message &&
    before.intentId === (input.intentId ?? null) &&
    (before.donorId === null ? before.donorName === input.donorName : true) &&
    (personId === null || before.donorId === personId) &&
    (!input.occurredAt || before.occurredAt.getTime() === Date.parse(input.occurredAt))
  return same ? before : refuse('conflict', { detail: '이미 다른 내용으로 처리했어요' })
}

async function unusedIntent({ tx, channelId }: Ledger, id: string) {
  const intent = await tx.donationIntent.findFirst({ where: { id, channelId, registeredAt: null } })
  return intent ?? refuse('not_found')
}
