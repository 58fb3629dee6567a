import type { z } from 'zod'
import type { MessageEventKind, Prisma } from '#prisma'
import { db, query as runQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, MAX_PAGE, pageSql, runtimeSql, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import { summarizeUnconfirmed } from '~/domain/donations/find.server'
import { listDonations } from '~/domain/donations/list.server'
import { searchKeys, searchWords } from '~/domain/messages/message'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/write.server'
import { letterSql } from './find.server'
import type { Folder, inboxQuery } from './input'
import { type LetterRow, presentLetter } from './presenter'

type Query = z.infer<typeof inboxQuery>

const FIRST_RANK = 32_767
const MAX_SHOWN_UNREAD = 100
const OF_CHANNEL = runtimeSql(1, 'uuid')
const IN_INBOX = "m.type = 'dm' AND m.held_at IS NULL AND m.archived_at IS NULL AND m.hidden_at IS NULL"
const UNREAD = `${IN_INBOX} AND m.read_at IS NULL AND m.withdrawn_at IS NULL`
const ARCHIVED = "m.type = 'dm' AND m.held_at IS NULL AND m.archived_at IS NOT NULL AND m.hidden_at IS NULL"
const AFTER = `${runtimeSql(3, 'timestamptz')}, ${runtimeSql(4, 'uuid')}`
const RANKED = { keys: 'm.inbox_rank, m.created_at, m.id', after: `${runtimeSql(5, 'int')}, ${AFTER}` }
const TIMED = { keys: 'm.created_at, m.id', after: AFTER }

/** A search looks through everything but what is held. */
const FOLDERS = {
  all: { ...RANKED, where: IN_INBOX },
  unread: { ...RANKED, where: UNREAD },
  donations: { ...TIMED, where: "m.type = 'donation' AND m.hidden_at IS NULL" },
  filtered: { ...TIMED, where: 'm.held_at IS NOT NULL AND m.hidden_at IS NULL' },
  archived: { ...TIMED, where: ARCHIVED },
} as const satisfies Record<Folder, object>

/** What a letter shows is read for the page's letters alone. */
function inboxSql({ keys, after, where }: { keys: string; after: string; where: string }) {
  const order = keys.replaceAll(/,|$/g, ' DESC$&')
  const page = pageSql(
    `SELECT ${keys} FROM messages m
    WHERE m.channel_id = ${OF_CHANNEL} AND ${where} AND (${keys}) < (${after}) ORDER BY ${order}`,
    2,
  )
  return `SELECT letter.* FROM (${page}) listed CROSS JOIN LATERAL (${letterSql} WHERE m.id = listed.id) letter
    ORDER BY ${order.replaceAll('m.', 'listed.')}`
}

/** `unread` counts to 100 (GET /creator/inbox). */
export async function getInbox(viewer: Viewer, query: Query) {
  const { id: channelId } = requireOwnChannel(viewer)
  const [letters, unread, summary, donations] = await Promise.all([
    listInboxLetters(channelId, query),
    countUnread(channelId),
    summarizeUnconfirmed(viewer),
    listDonations(viewer, { status: 'OCCURRED', limit: 20 }),
  ])
  return { unconfirmed: { count: summary.count, items: donations.items }, letters, unread }
}

async function listInboxLetters(channelId: string, { folder, query, cursor, limit }: Query) {
  const words = searchWords(query)
  const values = [channelId, limit + 1, ...keysetValues(cursor)]
  const { keys } = FOLDERS[folder]
  const rank = keys === RANKED.keys ? [cursor?.amount ?? FIRST_RANK] : []
  const rows =
    words.length > 0
      ? await runQuery<LetterRow>('inbox_search', searchSql, [...values, searchKeys(channelId, query), words])
      : await runQuery<LetterRow>(`inbox_${folder}`, inboxSql(FOLDERS[folder]), [...values, ...rank])
  const page = toPage(rows, limit, ({ rank, createdAt, id }) => ({ amount: rank, at: createdAt, id }))
  return { items: page.items.map(presentLetter), nextCursor: page.nextCursor }
}

/** To 100. */
export const unreadCountSql = (channel: string) => `
  SELECT count(*) FROM (SELECT 1 FROM messages m WHERE m.channel_id = ${channel} AND ${UNREAD}
    ORDER BY m.inbox_rank DESC, m.created_at DESC, m.id DESC LIMIT ${MAX_SHOWN_UNREAD}) unread`

export async function countUnread(channelId: string): Promise<number> {
  const [row] = await runQuery<{ count: number }>('inbox_unread_count', unreadCountSql(OF_CHANNEL), [
    channelId,
  ])
  return row?.count ?? 0
}

const MAX_SCANNED = 2_000

const SEARCHED = `
  SELECT s.id, s.author_id, s.content, s.search_keys FROM messages s
  WHERE s.channel_id = ${OF_CHANNEL} AND s.type IN ('dm', 'donation') AND s.held_at IS NULL AND s.hidden_at IS NULL
    AND ${keysetBeforeSql('s.created_at', 's.id', 3)}`
const KEYS = runtimeSql(5, 'int[]')
const NEWEST_FIRST = 'ORDER BY s.created_at DESC, s.id DESC'
const CONTAINS_WORDS = `
  NOT EXISTS (SELECT 1 FROM unnest(${runtimeSql(6, 'text[]')}) word WHERE position(word IN lower(coalesce(f.content, '') || E'\\n'
    || coalesce((SELECT u.display_name FROM users u WHERE u.id = f.author_id), ''))) = 0)`

/** Common words are found by scanning back a little, rare ones by keys: either costs the same however much there is. */
const searchSql = `
  WITH near AS MATERIALIZED (
    SELECT f.id FROM (${SEARCHED} ${NEWEST_FIRST} LIMIT ${MAX_SCANNED}) f
    WHERE f.search_keys @> ${KEYS} AND ${CONTAINS_WORDS} LIMIT ${MAX_PAGE}
  ), far AS (
    SELECT f.id FROM (${SEARCHED} AND s.search_keys @> ${KEYS} ${NEWEST_FIRST} OFFSET 0) f
    WHERE (SELECT count(*) FROM near) < $2 AND ${CONTAINS_WORDS} LIMIT ${MAX_PAGE}
  )
  ${pageSql(`${letterSql} WHERE m.id IN (SELECT id FROM near UNION SELECT id FROM far) ORDER BY m.created_at DESC, m.id DESC`, 2)}`

export async function markLetterRead(viewer: Viewer, id: string) {
  await db.$transaction(async (tx) => {
    const { readAt } = await lockMessage(tx, {
      id,
      ...inOwnChannel(viewer),
      type: { in: ['dm', 'donation'] },
    })
    if (!readAt) await appendMessageEvent(tx, id, { kind: 'read', actor: asCreator(viewer) })
  })
}

/** Marks it as read. */
export async function getLetter(viewer: Viewer, id: string) {
  await markLetterRead(viewer, id)
  const [row] = await runQuery<LetterRow>('letter', `${letterSql} WHERE m.id = $1`, [id])
  return presentLetter(row ?? refuse('not_found'))
}

export const archiveLetter = (viewer: Viewer, id: string) =>
  changeOnce(viewer, id, 'archived', { type: 'dm', archivedAt: null })

export const unarchiveLetter = (viewer: Viewer, id: string) =>
  changeOnce(viewer, id, 'unarchived', { type: 'dm', archivedAt: { not: null } })

/** Shows a message that a blocked word held. */
export const releaseMessage = (viewer: Viewer, id: string) =>
  changeOnce(viewer, id, 'released', { heldAt: { not: null } })

async function changeOnce(
  viewer: Viewer,
  id: string,
  kind: MessageEventKind,
  pending: Prisma.MessageWhereInput,
) {
  await db.$transaction(async (tx) => {
    await lockMessage(tx, { id, ...inOwnChannel(viewer), type: { in: ['dm', 'donation'] } })
    const pendingCount = await tx.message.count({ where: { id, ...pending } })
    if (pendingCount > 0) await appendMessageEvent(tx, id, { kind, actor: asCreator(viewer) })
  })
}
