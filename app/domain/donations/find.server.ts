import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { presentDonation, withPeople } from './presenter.server'
import { queued, queuedView } from './queue.server'

export const withHistory = {
  ...withPeople,
  entries: { orderBy: { seq: 'asc' }, include: { actor: { select: { displayName: true } } } },
} satisfies Prisma.DonationInclude

type Told = Prisma.DonationGetPayload<{ include: typeof withHistory }>['entries'][number]

/** An entry as the donor and the creator read it: an admin acts for the instance and is not named. */
export function entryView({ seq, from, to, amountDelta, actorKind, actor, reason, at, hash }: Told) {
  const actorName = actorKind === 'admin' ? null : (actor?.displayName ?? null)
  return { seq, from, to, amountDelta, actorKind, actorName, reason, at: at.toISOString(), hash }
}

/** The donations of a person's own channel: an admin reads no others' (decision 13). */
export function ofOwnChannel(viewer: Viewer): Prisma.DonationWhereInput {
  return { channel: { ownerId: viewer.id } }
}

/** An admin may confirm what waits in any channel (ledger.md §1). */
export function mayConfirm(viewer: Viewer): Prisma.DonationWhereInput {
  return viewer.role === 'admin' ? {} : ofOwnChannel(viewer)
}

/** The channel of a donation of one's own; `not_found` for everybody else. */
export function channelOfOwnDonation(viewer: Viewer, id: string): Promise<string> {
  return channelAmong(ofOwnChannel(viewer), id)
}

/** The channel of a donation that one may confirm; `not_found` for everybody else. */
export function channelToConfirmIn(viewer: Viewer, id: string): Promise<string> {
  return channelAmong(mayConfirm(viewer), id)
}

async function channelAmong(among: Prisma.DonationWhereInput, id: string) {
  const donation = await db.donation.findFirst({ where: { id, ...among }, select: { channelId: true } })
  return donation?.channelId ?? refuse('not_found')
}

/**
 * A donation and its history for its donor or its creator: `{donation, entries}`, to its donor also while it is in the
 * queue; `not_found` for everybody else
 * (api.md GET /donations/:id).
 */
export async function findDonation(viewer: Viewer, id: string) {
  const donation = await db.donation.findFirst({
    where: { id, OR: [{ donorId: viewer.id }, ofOwnChannel(viewer)] },
    include: withHistory,
  })
  if (!donation) return { donation: await findQueued(viewer, id), entries: [] }
  const readerOf = () => (viewer.channel?.id === donation.channelId ? 'creator' : 'donor')
  return { donation: await presentDonation(donation, { readerOf }), entries: donation.entries.map(entryView) }
}

/** What was merged into a donation of one's own channel, newest first: `[{id, source, donorName, amount, mergedAt}]`. */
export async function listMerged(viewer: Viewer, intoId: string) {
  const merged = await db.donation.findMany({
    where: { mergedIntoId: intoId, ...ofOwnChannel(viewer) },
    include: withPeople,
    orderBy: [{ mergedAt: 'desc' }, { id: 'desc' }],
  })
  return merged.map(({ id, source, donor, donorName, amountCheese, claimedAmountCheese, mergedAt }) => ({
    id,
    source,
    donorName: donor?.displayName ?? donorName,
    amount: amountCheese ?? claimedAmountCheese,
    mergedAt: mergedAt?.toISOString() ?? '',
  }))
}

async function findQueued(viewer: Viewer, id: string) {
  const intent = await db.donationIntent.findFirst({ where: { id, viewerId: viewer.id, ...queued } })
  return intent ? queuedView(intent, viewer) : refuse('not_found')
}
