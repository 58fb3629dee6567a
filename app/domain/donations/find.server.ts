import type { z } from 'zod'
import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { channelNames } from '~/domain/channels/find.server'
import { keysetBefore, toPage } from '~/domain/core/keyset'
import { kstDayBounds } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { ofOwnChannel } from './access.server'
import { withLikelyDoubles } from './doubles.server'
import type { listQuery } from './input'
import { toEntryView } from './presenter'
import { presentDonation, presentDonations, withHistory, withPeople } from './presenter.server'
import { presentQueued, queued } from './queue.server'

type Query = z.infer<typeof listQuery>

/**
 * A donation and its history for its donor or its creator, to its donor also while it is in the queue; `not_found` for
 * everybody else (GET /donations/:id).
 */
export async function findDonation(viewer: Viewer, id: string) {
  const donation = await db.donation.findFirst({
    where: { id, OR: [{ donorId: viewer.id }, ofOwnChannel(viewer)] },
    include: withHistory,
  })
  if (!donation) return { donation: await getQueued(viewer, id), entries: [] }
  const readerOf = () => (viewer.channel?.id === donation.channelId ? 'creator' : 'donor')
  return {
    donation: await presentDonation(donation, { readerOf }),
    entries: donation.entries.map(toEntryView),
  }
}

async function getQueued(viewer: Viewer, id: string) {
  const intent = await db.donationIntent.findFirst({ where: { id, viewerId: viewer.id, ...queued } })
  return intent ? presentQueued(intent, viewer) : refuse('not_found')
}

/**
 * Donations, newest first: a creator's of their own channel, everyone's own with `mine`. `from` and `to` are KST days (both
 * included) or instants.
 */
export async function listDonations(viewer: Viewer, query: Query, only: Prisma.DonationWhereInput = {}) {
  const { cursor, limit } = query
  const rows = await db.donation.findMany({
    where: {
      ...only,
      ...(query.mine ? givenBy(viewer, query) : receivedBy(viewer, query)),
      status: query.status,
      source: query.source,
      occurredAt: {
        gte: query.from ? startOf(query.from) : undefined,
        lt: query.to ? endOf(query.to) : undefined,
        lte: cursor?.at,
      },
      ...keysetBefore(cursor, 'occurredAt'),
    },
    include: withPeople,
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit, ({ occurredAt, id }) => ({ at: occurredAt, id }))
  const donations = await presentDonations(items, { readerOf: () => (query.mine ? 'donor' : 'creator') })
  return { items: query.mine ? donations : await withLikelyDoubles(donations), nextCursor }
}

function givenBy(viewer: Viewer, { chzzkChannelId }: Query): Prisma.DonationWhereInput {
  return { donorId: viewer.id, ...(chzzkChannelId ? { channel: { chzzkChannelId } } : {}) }
}

function receivedBy(viewer: Viewer, { chzzkChannelId }: Query): Prisma.DonationWhereInput {
  if (!viewer.channel) refuse(chzzkChannelId ? 'not_found' : 'forbidden')
  if (chzzkChannelId && chzzkChannelId !== viewer.channel.chzzkChannelId) refuse('not_found')
  return { channelId: viewer.channel.id }
}

const isDay = (text: string) => text.length === 10
const startOf = (text: string) => (isDay(text) ? kstDayBounds(text).from : new Date(text))
const endOf = (text: string) => (isDay(text) ? kstDayBounds(text).to : new Date(text))

/** A page of one's own donations, with the channels' names and why some do not count. */
export async function listOwnDonations(viewer: Viewer, cursor: Query['cursor']) {
  const query = { mine: '1', cursor, limit: 20 } as const
  const { items, nextCursor } = await listDonations(viewer, query, { mergedIntoId: null })
  const [names, reasons] = await Promise.all([
    channelNames(items.map(({ chzzkChannelId }) => chzzkChannelId)),
    findClosingReasons(
      viewer,
      items.map(({ id }) => id),
    ),
  ])
  const named = items.map((donation) => ({
    donation,
    channelName: names[donation.chzzkChannelId] ?? '',
    reason: reasons[donation.id],
  }))
  return { items: named, nextCursor }
}

/** Why one's own donations were rejected or reversed, the last reason of each, by donation id (docs/ledger.md §1). */
async function findClosingReasons(viewer: Viewer, donationIds: string[]): Promise<Record<string, string>> {
  if (donationIds.length === 0) return {}
  const entries = await db.donationEntry.findMany({
    where: {
      donationId: { in: donationIds },
      to: { in: ['REJECTED', 'REVERSED'] },
      donation: { donorId: viewer.id },
    },
    orderBy: { seq: 'asc' },
    select: { donationId: true, reason: true },
  })
  return Object.fromEntries(
    entries.flatMap(({ donationId, reason }) => (reason ? [[donationId, reason]] : [])),
  )
}

/** The waiting donations among those that a creator ticked, oldest first. */
export async function listChosen(viewer: Viewer, ids: string[]) {
  const chosen = await db.donation.findMany({
    where: { id: { in: ids }, status: 'OCCURRED', ...ofOwnChannel(viewer) },
    include: withPeople,
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  })
  return withLikelyDoubles(await presentDonations(chosen, { readerOf: () => 'creator' }))
}

/** What was merged into a donation of one's own channel, newest first. */
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
