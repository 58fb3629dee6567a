import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findBadges } from '~/domain/badges/find-badges.server'
import { entryView, withHistory } from '~/domain/donations/find.server'
import { donationView } from '~/domain/donations/presenter'
import { collectPages, type Page } from './collect-pages.server'

const oldestFirst = [{ occurredAt: 'asc' as const }, { id: 'asc' as const }]

export async function* collectIntents({ id: viewerId }: Viewer) {
  const include = { channel: { select: { chzzkChannelId: true } } }
  for await (const intent of collectPages((page) =>
    db.donationIntent.findMany({
      where: { viewerId },
      include,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      ...page,
    }),
  )) {
    yield {
      intentId: intent.id,
      chzzkChannelId: intent.channel.chzzkChannelId,
      message: intent.message,
      amount: intent.amountCheese,
      createdAt: intent.createdAt.toISOString(),
      dismissedAt: intent.dismissedAt?.toISOString() ?? null,
      registeredAt: intent.registeredAt?.toISOString() ?? null,
      hideAmount: intent.hideAmount,
      hideName: intent.hideName,
    }
  }
}

/** What a person donated, with its history, as GET /donations/:id tells them. */
export async function* collectDonations({ id: donorId }: Viewer) {
  for await (const donation of collectPages((page) => readWithBadges({ donorId }, page))) {
    yield { ...donationView(donation, donation.badge), entries: donation.entries.map(entryView) }
  }
}

/** What a creator received, with their own notes; the messages are their authors' and stay out. */
export async function* collectReceivedDonations({ id: ownerId }: Viewer) {
  const channel = await db.channel.findUnique({ where: { ownerId }, select: { id: true } })
  if (!channel) return
  const where = { channelId: channel.id }
  for await (const donation of collectPages((page) => readWithBadges(where, page))) {
    const { message: _, messageId: __, ...view } = donationView(donation, donation.badge)
    yield { ...view, note: donation.note, entries: donation.entries.map(entryView) }
  }
}

async function readWithBadges(where: Prisma.DonationWhereInput, page: Page) {
  const rows = await db.donation.findMany({ where, include: withHistory, orderBy: oldestFirst, ...page })
  const badges = await findBadges(rows)
  return rows.map((row) => ({ ...row, badge: badges(row) }))
}
