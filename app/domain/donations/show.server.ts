import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import { findBadges } from '~/domain/badges/find-badges.server'
import { donationView } from './view'

export const withPeople = {
  donor: { select: { displayName: true, chzzkUserId: true } },
  channel: { select: { chzzkChannelId: true } },
  message: { select: { id: true, content: true, relayed: true } },
  signal: { select: { amountCheese: true, receivedAt: true } },
  merged: { select: { signal: { select: { amountCheese: true, receivedAt: true } } } },
} satisfies Prisma.DonationEventInclude

type Row = Prisma.DonationEventGetPayload<{ include: typeof withPeople }>
type Options = { from?: Prisma.TransactionClient; viewOf?: (row: Row) => typeof donationView }

/** Donations as their donor or creator reads them, their donors' badges asked for once; `viewOf` tells who reads. */
export async function showDonations(rows: Row[], { from = db, viewOf = () => donationView }: Options = {}) {
  const badges = await findBadges(rows, from)
  return rows.map((row) => viewOf(row)(row, badges(row)))
}

/** The same for one. */
export async function showDonation(row: Row, { from = db, viewOf = () => donationView }: Options = {}) {
  const badges = await findBadges([row], from)
  return viewOf(row)(row, badges(row))
}
