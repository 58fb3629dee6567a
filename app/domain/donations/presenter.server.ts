import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { findBadges } from '~/domain/badges/find-badges.server'
import { blockedWordInName } from '~/domain/blocklist/name'
import { getSettings } from '~/domain/channels/settings.server'
import { donationForAdmin, donationView, donorName, type HeldBy, isHeld } from './presenter'

export const withPeople = {
  donor: { select: { displayName: true, chzzkUserId: true } },
  channel: { select: { chzzkChannelId: true } },
  message: { select: { id: true, content: true, relayed: true, heldAt: true } },
  signal: { select: { amountCheese: true, receivedAt: true } },
  merged: { select: { signal: { select: { amountCheese: true, receivedAt: true } } } },
} satisfies Prisma.DonationInclude

type Row = Prisma.DonationGetPayload<{ include: typeof withPeople }>

/** Who reads: its donor, its channel's creator, or an admin who confirmed it. */
export type Reader = 'donor' | 'creator' | 'admin'
type Options = { from?: Tx; readerOf?: (row: Row) => Reader }

/** Donations as their donor or creator reads them, their donors' badges asked for once. */
export async function presentDonations(rows: Row[], { from = db, readerOf = () => 'donor' }: Options = {}) {
  const badges = await findBadges(rows, from)
  const own = rows.filter((row) => readerOf(row) === 'creator')
  const held = await findHeldBy(own, from)
  return rows.map((row) =>
    readerOf(row) === 'admin' ? donationForAdmin(row) : donationView(row, badges(row), held.get(row.id)),
  )
}

/** The same for one. */
export async function presentDonation(row: Row, { from = db, readerOf = () => 'donor' }: Options = {}) {
  const [view] = await presentDonations([row], { from, readerOf })
  if (!view) throw new Error('a donation has a view')
  return view
}

/** By donation, the words of its creator's list that its message and its donor's name hold. */
async function findHeldBy(rows: Row[], from: Tx) {
  const words = await findHoldingWords(rows, from)
  const found = new Map<string, HeldBy>()
  for (const channelId of new Set(rows.map((row) => row.channelId))) {
    const { blockedWords: blocked, allowedWords: allowed } = await getSettings(channelId, from)
    for (const row of rows.filter((one) => one.channelId === channelId)) {
      const nameHeldBy = blockedWordInName(donorName(row), { blocked, allowed })
      found.set(row.id, { heldBy: words.get(row.message?.id ?? '') ?? null, nameHeldBy })
    }
  }
  return found
}

async function findHoldingWords(rows: Row[], from: Tx) {
  const messageIds = rows.filter(isHeld).flatMap(({ message }) => (message ? [message.id] : []))
  if (messageIds.length === 0) return new Map<string, string | null>()
  const events = await from.messageEvent.findMany({
    where: { messageId: { in: messageIds }, kind: 'held' },
    orderBy: { seq: 'asc' },
    select: { messageId: true, reason: true },
  })
  return new Map(events.map(({ messageId, reason }) => [messageId, reason]))
}
