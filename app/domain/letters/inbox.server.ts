import type { z } from 'zod'
import { query as ask } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { LAST_ID, toPage } from '~/domain/core/keyset'
import { listDonations } from '~/domain/donations/list.server'
import { getWaiting } from '~/domain/donations/waiting.server'
import { searchKeys, searchWords } from '~/domain/messages/search'
import type { Folder, inboxQuery } from './input'
import { letterSql } from './letter-sql'
import { type LetterRow, letterItem } from './presenter'
import { searchSql } from './search-sql'

type Query = z.infer<typeof inboxQuery>

const FIRST_RANK = 32_767
const MAX_SHOWN_UNREAD = 100
const IN_INBOX = "m.type = 'dm' AND m.held_at IS NULL AND m.archived_at IS NULL AND m.hidden_at IS NULL"
const UNREAD = `${IN_INBOX} AND m.read_at IS NULL AND m.withdrawn_at IS NULL`
const ARCHIVED = "m.type = 'dm' AND m.held_at IS NULL AND m.archived_at IS NOT NULL AND m.hidden_at IS NULL"
const RANKED = { keys: 'm.inbox_rank, m.created_at, m.id', after: '$5::int, $3::timestamptz, $4::uuid' }
const TIMED = { keys: 'm.created_at, m.id', after: '$3::timestamptz, $4::uuid' }

/** What each folder holds and its order; a search looks through everything but what is held. */
const FOLDERS = {
  all: { ...RANKED, holds: IN_INBOX },
  unread: { ...RANKED, holds: UNREAD },
  donations: { ...TIMED, holds: "m.type = 'donation' AND m.hidden_at IS NULL" },
  filtered: { ...TIMED, holds: 'm.held_at IS NOT NULL AND m.hidden_at IS NULL' },
  archived: { ...TIMED, holds: ARCHIVED },
} as const satisfies Record<Folder, object>
function inboxSql({ keys, after, holds }: { keys: string; after: string; holds: string }) {
  const order = keys.replaceAll(/,|$/g, ' DESC$&')
  return `${letterSql} WHERE m.channel_id = $1 AND ${holds} AND (${keys}) < (${after})
    ORDER BY ${order} LIMIT $2`
}

/**
 * A creator's inbox: `{unconfirmed: {count, items}, letters: {items, nextCursor}, unread}`; `unread` counts to 100.
 * Refusal: `forbidden` (no channel) (api.md GET /creator/inbox).
 */
export async function getInbox(viewer: Viewer, query: Query) {
  const { id: channelId } = requireOwnChannel(viewer)
  const [letters, unread, waiting, donations] = await Promise.all([
    readLetters(channelId, query),
    countUnread(channelId),
    getWaiting(viewer),
    listDonations(viewer, { status: 'OCCURRED', limit: 20 }),
  ])
  return { unconfirmed: { count: waiting.count, items: donations.items }, letters, unread }
}

async function readLetters(channelId: string, { folder, query, cursor, limit }: Query) {
  const words = searchWords(query)
  const values = [channelId, limit + 1, cursor?.at ?? 'infinity', cursor?.id ?? LAST_ID]
  const { keys } = FOLDERS[folder]
  const rank = keys === RANKED.keys ? [cursor?.amount ?? FIRST_RANK] : []
  const rows =
    words.length > 0
      ? await ask<LetterRow>('inbox_search', searchSql, [...values, searchKeys(channelId, query), words])
      : await ask<LetterRow>(`inbox_${folder}`, inboxSql(FOLDERS[folder]), [...values, ...rank])
  const page = toPage(rows, limit, ({ rank, createdAt, id }) => ({ amount: rank, at: createdAt, id }))
  return { items: page.items.map(letterItem), nextCursor: page.nextCursor }
}

/** How many letters a creator has not opened, counted to 100. */
export async function countUnread(channelId: string): Promise<number> {
  const [row] = await ask<{ count: number }>(
    'inbox_unread_count',
    `SELECT count(*) FROM (SELECT 1 FROM messages m WHERE m.channel_id = $1 AND ${UNREAD}
      ORDER BY m.inbox_rank DESC, m.created_at DESC, m.id DESC LIMIT $2) unread`,
    [channelId, MAX_SHOWN_UNREAD],
  )
  return row?.count ?? 0
}
