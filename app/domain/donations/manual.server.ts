import type { z } from 'zod'
import { ensurePerson } from '~/domain/auth/person.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { replayOf } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import { relayMessages, writeMessage } from '~/domain/messages/write.server'
import { type manualInput, requirePossibleTime } from './input'
import { type Ledger, withLedger } from './ledger.server'
import { type DonationRow, presentDonation, withPeople } from './presenter.server'

type Manual = z.infer<typeof manualInput>

/** A creator adds a donation that no fan registered, or matches an unused intent (docs/ledger.md §1, POST /donations/manual). */
export async function addManualDonation(viewer: Viewer, input: Manual) {
  const channel = requireOwnChannel(viewer, 'open_channel_first')
  const occurredAt = input.occurredAt ? new Date(input.occurredAt) : null
  if (occurredAt) requirePossibleTime('occurredAt', occurredAt, new Date())
  if (input.chzzkUserId === viewer.chzzkUserId) refuse('forbidden', { because: 'own_channel' })
  const personId = input.chzzkUserId ? await ensurePerson(input.chzzkUserId) : null
  return withLedger(channel.id, async (ledger) => {
    const first = await findSameRequest(ledger, input, personId)
    const donation = first ?? (await createManual(ledger, viewer, { ...input, personId, occurredAt }))
    return {
      donation: await presentDonation(donation, { from: ledger.tx, readerOf: () => 'creator' }),
      replayed: first !== null,
    }
  })
}

type ManualDonation = Omit<Manual, 'occurredAt'> & { personId: string | null; occurredAt: Date | null }

async function createManual(ledger: Ledger, viewer: Viewer, manual: ManualDonation) {
  const intent = manual.intentId ? await getUnusedIntent(ledger, manual.intentId) : null
  const donorId = intent?.viewerId ?? manual.personId
  const { id } = await ledger.createDonation(
    {
      donorId,
      donorName: donorId ? null : manual.donorName,
      intentId: intent?.id ?? null,
      requestId: manual.requestId ?? null,
      status: 'CONFIRMED',
      source: 'manual',
      claimedAmountCheese: intent?.amountCheese ?? null,
      amountCheese: manual.amount,
      note: manual.note,
      occurredAt: manual.occurredAt ?? intent?.createdAt ?? new Date(),
    },
    { kind: 'creator', id: viewer.id },
  )
  await writeManualMessage(ledger, { donationId: id, donorId }, manual)
  return ledger.tx.donation.findUniqueOrThrow({ where: { id }, include: withPeople })
}

/** What the creator copied has no author: nobody's account says what somebody else wrote. An empty line is its donor's own. */
async function writeManualMessage(
  { tx, channelId }: Ledger,
  { donationId, donorId }: { donationId: string; donorId: string | null },
  { message, donorName }: ManualDonation,
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

async function findSameRequest({ tx, channelId }: Ledger, input: Manual, personId: string | null) {
  const keys = [
    ...(input.requestId ? [{ requestId: input.requestId }] : []),
    ...(input.intentId ? [{ intentId: input.intentId }] : []),
  ]
  if (keys.length === 0) return null
  const earlier = await tx.donation.findFirst({ where: { channelId, OR: keys }, include: withPeople })
  return replayOf(earlier, (first) => isSameManual(first, input, personId), 'done_with_other_content')
}

function isSameManual(earlier: DonationRow, input: Manual, personId: string | null) {
  return (
    earlier.source === 'manual' &&
    earlier.amountCheese === input.amount &&
    earlier.note === input.note &&
    (earlier.message?.content || null) === input.message &&
    earlier.intentId === (input.intentId ?? null) &&
    (earlier.donorId !== null || earlier.donorName === input.donorName) &&
    (personId === null || earlier.donorId === personId) &&
    (!input.occurredAt || earlier.occurredAt.getTime() === Date.parse(input.occurredAt))
  )
}

async function getUnusedIntent({ tx, channelId }: Ledger, id: string) {
  const intent = await tx.donationIntent.findFirst({ where: { id, channelId, registeredAt: null } })
  return intent ?? refuse('not_found')
}
