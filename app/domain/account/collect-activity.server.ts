import type { MessageEventKind, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findBadges } from '~/domain/badges/standing.server'
import { toDonationView, toEntryView } from '~/domain/donations/presenter'
import { withHistory } from '~/domain/donations/presenter.server'
import { presentMyLetter, withReplies } from '~/domain/letters/presenter'

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

export async function* collectDonations({ id: donorId }: Viewer) {
  for await (const donation of collectPages((page) => readWithBadges({ donorId }, page))) {
    yield { ...toDonationView(donation, donation.badge), entries: donation.entries.map(toEntryView) }
  }
}

/** What a creator received; the messages are their authors' and stay out. */
export async function* collectReceivedDonations({ id: ownerId }: Viewer) {
  const channel = await db.channel.findUnique({ where: { ownerId }, select: { id: true } })
  if (!channel) return
  const where = { channelId: channel.id }
  for await (const donation of collectPages((page) => readWithBadges(where, page))) {
    const { message: _, messageId: __, ...view } = toDonationView(donation, donation.badge)
    yield { ...view, note: donation.note, entries: donation.entries.map(toEntryView) }
  }
}

async function readWithBadges(where: Prisma.DonationWhereInput, page: Page) {
  const rows = await db.donation.findMany({ where, include: withHistory, orderBy: oldestFirst, ...page })
  const badges = await findBadges(rows)
  return rows.map((row) => ({ ...row, badge: badges(row) }))
}

const firstWritten = [{ createdAt: 'asc' as const }, { id: 'asc' as const }]

/** Not how a creator files a message, nor which blocked word holds it. */
const AUTHOR_VISIBLE_KINDS: MessageEventKind[] = [
  'created',
  'read',
  'replied_private',
  'replied_public',
  'retweeted',
  'unretweeted',
  'hidden',
  'restored',
  'withdrawn',
]
const withEvents = {
  ...withReplies,
  events: { where: { kind: { in: AUTHOR_VISIBLE_KINDS } }, orderBy: { seq: 'asc' } },
} satisfies Prisma.MessageInclude

export async function* collectMessages({ id: authorId }: Viewer) {
  const where = { authorId, type: { in: ['dm' as const, 'donation' as const] } }
  for await (const message of collectPages((page) =>
    db.message.findMany({ where, include: withEvents, orderBy: firstWritten, ...page }),
  )) {
    const { events } = message
    const hidden = events.filter(({ kind }) => kind === 'hidden').reverse()
    const history = events.map(({ kind, actorKind, at }) => ({ kind, actorKind, at: at.toISOString() }))
    yield { ...presentMyLetter({ ...message, events: hidden }), history }
  }
}

/** A reply without what it answers, which is its author's. */
export async function* collectWritten({ id: authorId }: Viewer) {
  const where = { authorId, type: { in: ['creator_post' as const, 'creator_reply' as const] } }
  for await (const message of collectPages((page) =>
    db.message.findMany({ where, orderBy: firstWritten, ...page }),
  )) {
    const { id, type, visibility, content, createdAt, withdrawnAt, hiddenAt } = message
    const [withdrawn, hidden] = [withdrawnAt !== null, hiddenAt !== null]
    yield { id, type, visibility, content, createdAt: createdAt.toISOString(), withdrawn, hidden }
  }
}

/** Without the copied evidence, which is another person's text. */
export async function* collectReports({ id: reporterId }: Viewer) {
  for await (const report of collectPages((page) =>
    db.report.findMany({ where: { reporterId }, orderBy: { id: 'asc' }, ...page }),
  )) {
    const { reason, detail, createdAt, outcome, resolvedAt } = report
    yield {
      reason,
      detail,
      createdAt: createdAt.toISOString(),
      outcome,
      resolvedAt: resolvedAt?.toISOString() ?? null,
    }
  }
}

export async function* collectObjections({ id: authorId }: Viewer) {
  for await (const objection of collectPages((page) =>
    db.objection.findMany({ where: { authorId }, orderBy: { id: 'asc' }, ...page }),
  )) {
    const { messageId, text, createdAt, outcome, outcomeReason } = objection
    yield { messageId, text, createdAt: createdAt.toISOString(), outcome, outcomeReason }
  }
}

const AT_ONCE = 500

export type Page = { take: number; skip?: number; cursor?: { id: string } }

/** A big account is never in memory at once. */
export async function* collectPages<Row extends { id: string }>(read: (page: Page) => Promise<Row[]>) {
  let page: Page = { take: AT_ONCE }
  for (;;) {
    const rows = await read(page)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    page = { take: AT_ONCE, skip: 1, cursor: { id: last.id } }
  }
}
