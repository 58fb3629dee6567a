import type { MessageEventKind, Prisma } from '#prisma'
import { query as ask, db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { findBadges } from '~/domain/badges/standing.server'
import { pageSql, runtimeSql, streamPages } from '~/domain/core/keyset'
import { toDonationView, toEntryView, toEntryViewForDonor } from '~/domain/donations/presenter'
import { withHistory } from '~/domain/donations/presenter.server'
import { presentMyLetter, withReplies } from '~/domain/letters/presenter'

const PAGE_SIZE = 500
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

export type Key = { id: string; at: Date }

/** The next of somebody's ($1) rows behind a moment and an id, by row values: a page deep in a big account costs what the first does. */
export const keysBehind = (rows: string, at: string) =>
  pageSql(
    `SELECT id, ${at} AS at FROM ${rows} AND (${at}, id) > ($2::timestamptz, $3::uuid) ORDER BY ${at}, id`,
    4,
    PAGE_SIZE,
  )

const intentsSql = keysBehind('donation_intents WHERE viewer_id = $1', 'created_at')
const donatedSql = keysBehind('donation_events WHERE donor_id = $1', 'occurred_at')
const receivedSql = keysBehind(`donation_events WHERE channel_id = ${runtimeSql(1, 'uuid')}`, 'occurred_at')
/** A type each is read from its place on, as its index has them. */
const textsBehind = (types: string) => `
  SELECT own.id, own.at FROM unnest('{${types}}'::message_type[]) kind
  CROSS JOIN LATERAL (${keysBehind('messages WHERE author_id = $1 AND type = kind', 'created_at')}) own
  ORDER BY own.at, own.id LIMIT $4`
const messagesSql = textsBehind('dm,donation')
const writtenSql = textsBehind('creator_post,creator_reply')

export const afterKey = (owner: string, after: Key | null, limit: number) => [
  owner,
  after?.at ?? '-infinity',
  after?.id ?? FIRST_ID,
  limit,
]

type Find<Row> = (after: Row | null, limit: number) => Promise<Row[]>

/** Oldest first, a page of keys and then the rows themselves: what the answer holds at once does not grow with the account. */
export async function* inOrder<Row extends { id: string }>(
  findKeys: Find<Key>,
  readRows: (id: { in: string[] }) => Promise<Row[]>,
) {
  for await (const keys of streamPages(findKeys, PAGE_SIZE)) {
    const ids = keys.map(({ id }) => id)
    const rows = new Map((await readRows({ in: ids })).map((row) => [row.id, row]))
    for (const id of ids) {
      const row = rows.get(id)
      if (row) yield row
    }
  }
}

type PageById = { where?: { id: { gt: string } }; orderBy: { id: 'asc' }; take: number }

/** Lists that stay short, in the order of their ids. */
export async function* byId<Row extends { id: string }>(read: (page: PageById) => Promise<Row[]>) {
  const pages = streamPages<Row>(
    (after, take) =>
      read({ ...(after && { where: { id: { gt: after.id } } }), orderBy: { id: 'asc' }, take }),
    PAGE_SIZE,
  )
  for await (const rows of pages) yield* rows
}

export async function* collectIntents({ id: viewerId }: Viewer) {
  const include = { channel: { select: { chzzkChannelId: true } } }
  for await (const intent of inOrder(
    (after, limit) => ask<Key>('export_intents', intentsSql, afterKey(viewerId, after, limit)),
    (id) => db.donationIntent.findMany({ where: { id }, include }),
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
  for await (const donation of inOrder(
    (after, limit) => ask<Key>('export_donated', donatedSql, afterKey(donorId, after, limit)),
    readWithBadges,
  )) {
    yield { ...toDonationView(donation, donation.badge), entries: donation.entries.map(toEntryViewForDonor) }
  }
}

/** What a creator received; the messages are their authors' and stay out. */
export async function* collectReceivedDonations({ id: ownerId }: Viewer) {
  const channel = await db.channel.findUnique({ where: { ownerId }, select: { id: true } })
  if (!channel) return
  for await (const donation of inOrder(
    (after, limit) => ask<Key>('export_received', receivedSql, afterKey(channel.id, after, limit)),
    readWithBadges,
  )) {
    const { message: _, messageId: __, ...view } = toDonationView(donation, donation.badge)
    yield { ...view, note: donation.note, entries: donation.entries.map(toEntryView) }
  }
}

async function readWithBadges(id: { in: string[] }) {
  const rows = await db.donation.findMany({ where: { id }, include: withHistory })
  const badges = await findBadges(rows)
  return rows.map((row) => ({ ...row, badge: badges(row) }))
}

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
  for await (const message of inOrder(
    (after, limit) => ask<Key>('export_messages', messagesSql, afterKey(authorId, after, limit)),
    (id) => db.message.findMany({ where: { id }, include: withEvents }),
  )) {
    const { events } = message
    const hidden = events.filter(({ kind }) => kind === 'hidden').reverse()
    const history = events.map(({ kind, actorKind, at }) => ({ kind, actorKind, at: at.toISOString() }))
    yield { ...presentMyLetter({ ...message, events: hidden }), history }
  }
}

/** A reply without what it answers, which is its author's. */
export async function* collectWritten({ id: authorId }: Viewer) {
  for await (const message of inOrder(
    (after, limit) => ask<Key>('export_written', writtenSql, afterKey(authorId, after, limit)),
    (id) => db.message.findMany({ where: { id } }),
  )) {
    const { id, type, visibility, content, createdAt, withdrawnAt, hiddenAt } = message
    const [withdrawn, hidden] = [withdrawnAt !== null, hiddenAt !== null]
    yield { id, type, visibility, content, createdAt: createdAt.toISOString(), withdrawn, hidden }
  }
}

/** Without the copied evidence, which is another person's text. */
export async function* collectReports({ id: reporterId }: Viewer) {
  for await (const report of byId(({ where, ...page }) =>
    db.report.findMany({ where: { reporterId, ...where }, ...page }),
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
  for await (const objection of byId(({ where, ...page }) =>
    db.objection.findMany({ where: { authorId, ...where }, ...page }),
  )) {
    const { messageId, text, createdAt, outcome, outcomeReason } = objection
    yield { messageId, text, createdAt: createdAt.toISOString(), outcome, outcomeReason }
  }
}

export async function* collectDailyTotals({ id: enteredById }: Viewer) {
  const totals = await db.dailyTotal.findMany({ where: { enteredById }, orderBy: { date: 'asc' } })
  for (const { date, amountCheese, enteredAt } of totals) {
    yield {
      date: date.toISOString().slice(0, 10),
      amount: amountCheese,
      enteredAt: enteredAt.toISOString(),
    }
  }
}
