import type { DonationIntent, Prisma } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findBadges } from '~/domain/badges/standing.server'
import { blockedWordInName } from '~/domain/blocklist/match'
import { getSettings } from '~/domain/channels/settings.server'
import { donorName, type HeldBy, isHeld, toDonationForAdmin, toDonationView } from './presenter'
import { toDonationColumns } from './queue.server'

export const withPeople = {
  donor: { select: { displayName: true, chzzkUserId: true } },
  channel: { select: { chzzkChannelId: true } },
  message: { select: { id: true, content: true, relayed: true, heldAt: true } },
  signal: { select: { amountCheese: true, receivedAt: true } },
  merged: { select: { signal: { select: { amountCheese: true, receivedAt: true } } } },
} satisfies Prisma.DonationInclude

export const withHistory = {
  ...withPeople,
  entries: { orderBy: { seq: 'asc' }, include: { actor: { select: { displayName: true } } } },
} satisfies Prisma.DonationInclude

export type DonationRow = Prisma.DonationGetPayload<{ include: typeof withPeople }>

export type Reader = 'donor' | 'creator' | 'admin'
type Options = { from?: Tx; readerOf?: (row: DonationRow) => Reader }

export async function presentDonations(
  rows: DonationRow[],
  { from = db, readerOf = () => 'donor' }: Options = {},
) {
  const badges = await findBadges(rows, from)
  const own = rows.filter((row) => readerOf(row) === 'creator')
  const held = await findHeldBy(own, from)
  return rows.map((row) =>
    readerOf(row) === 'admin' ? toDonationForAdmin(row) : toDonationView(row, badges(row), held.get(row.id)),
  )
}

export async function presentDonation(
  row: DonationRow,
  { from = db, readerOf = () => 'donor' }: Options = {},
) {
  const [view] = await presentDonations([row], { from, readerOf })
  if (!view) throw new Error('a donation has a view')
  return view
}

/** A queued registration as its fan reads it: the donation it will be, under the id it will have. */
export async function presentQueued(intent: DonationIntent, viewer: Viewer, from: Tx = db) {
  const { chzzkChannelId } = await from.channel.findUniqueOrThrow({ where: { id: intent.channelId } })
  const supporter = { channelId: intent.channelId, donorId: viewer.id }
  const badges = await findBadges([supporter], from)
  const view = toDonationView(
    {
      ...toDonationColumns(intent),
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
      hasSignal: false,
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

async function findHeldBy(rows: DonationRow[], from: Tx) {
  const words = await findBlockedWords(rows, from)
  const found = new Map<string, HeldBy>()
  for (const channelId of new Set(rows.map((row) => row.channelId))) {
    const { blockedWords: blocked, allowedWords: allowed } = await getSettings(channelId, from)
    for (const row of rows.filter((donation) => donation.channelId === channelId)) {
      const nameHeldBy = blockedWordInName(donorName(row), { blocked, allowed })
      found.set(row.id, { heldBy: words.get(row.message?.id ?? '') ?? null, nameHeldBy })
    }
  }
  return found
}

async function findBlockedWords(rows: DonationRow[], from: Tx) {
  const messageIds = rows.filter(isHeld).flatMap(({ message }) => (message ? [message.id] : []))
  if (messageIds.length === 0) return new Map<string, string | null>()
  const events = await from.messageEvent.findMany({
    where: { messageId: { in: messageIds }, kind: 'held' },
    orderBy: { seq: 'asc' },
    select: { messageId: true, reason: true },
  })
  return new Map(events.map(({ messageId, reason }) => [messageId, reason]))
}
