import { query } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { type Cursor, LAST_ID, toPage } from '~/domain/core/keyset'
import { letterSql } from './letter-sql'
import { type LetterRow, letterItem } from './presenter'

const authorSql = `${letterSql} WHERE m.channel_id = $1 AND m.author_id = $2 AND m.type = 'dm' AND m.hidden_at IS NULL
  AND (m.created_at, m.id) < ($3, $4) ORDER BY m.created_at DESC, m.id DESC LIMIT $5`

/** One author's letters to this creator, newest first, as the inbox's folders together hold them. Refusal: `forbidden` (no channel). */
export async function listLettersOf(
  viewer: Viewer,
  authorId: string,
  cursor: Cursor | undefined,
  limit: number,
) {
  const { id: channelId } = requireOwnChannel(viewer)
  const after = [cursor?.at ?? 'infinity', cursor?.id ?? LAST_ID]
  const rows = await query<LetterRow>('letters_of', authorSql, [channelId, authorId, ...after, limit + 1])
  const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: page.items.map(letterItem), nextCursor: page.nextCursor }
}
