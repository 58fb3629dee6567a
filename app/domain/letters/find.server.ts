import type { z } from 'zod'
import { db, query } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import {
  type Cursor,
  keysetBeforeSql,
  keysetValues,
  MAX_PAGE,
  pageSql,
  runtimeSql,
  toPage,
} from '~/domain/core/keyset'
import type { pageQuery } from '~/domain/messages/input'
import { vipSql } from '~/domain/vips/vips.server'
import { type LetterRow, presentLetter, presentMyLetter, withReplies } from './presenter'

/** All that its creator sees of it; a query adds its own `WHERE`. */
export const letterSql = `
  SELECT m.id, m.type, m.content, m.created_at AS "createdAt", m.inbox_rank AS rank,
    coalesce(u.display_name, d.donor_name) AS "authorName", u.chzzk_user_id AS "authorChzzkId",
    CASE WHEN m.content IS NOT NULL THEN (SELECT to_json(b) FROM badge_of(m.channel_id, m.author_id) b) END AS badge,
    ${vipSql('m.channel_id', 'm.author_id')} AS vip,
    (SELECT count(*) > 0 FROM blocks b WHERE b.channel_id = m.channel_id AND b.user_id = m.author_id) AS blocked,
    m.allow_retweet AS "allowRetweet", m.read_at AS "readAt", m.replied_privately_at AS "repliedPrivatelyAt",
    m.replied_publicly_at AS "repliedPubliclyAt", m.hidden_at AS "hiddenAt", m.held_at AS "heldAt",
    m.archived_at AS "archivedAt", m.withdrawn_at AS "withdrawnAt", r.at AS "retweetedAt",
    (SELECT e.reason FROM message_events e WHERE e.message_id = m.id AND e.kind = 'held' ORDER BY e.seq DESC LIMIT 1) AS "heldBy",
    d.status, d.amount_cheese AS amount,
    (SELECT json_agg(json_build_object('id', p.id, 'content', p.content, 'visibility', p.visibility, 'createdAt', p.created_at)
        ORDER BY p.created_at)
      FROM messages p WHERE p.reply_to_id = m.id AND p.content IS NOT NULL AND p.hidden_at IS NULL) AS replies
  FROM messages m
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN donation_events d ON d.id = m.donation_id
  LEFT JOIN retweets r ON r.message_id = m.id`

const authorSql = pageSql(
  `${letterSql} WHERE m.channel_id = $1 AND m.author_id = ${runtimeSql(2, 'uuid')} AND m.type = 'dm' AND m.hidden_at IS NULL
    AND ${keysetBeforeSql('m.created_at', 'm.id', 3)} ORDER BY m.created_at DESC, m.id DESC`,
  5,
)

export async function listLettersByAuthor(
  viewer: Viewer,
  authorId: string,
  cursor: Cursor | undefined,
  limit: number,
) {
  const { id: channelId } = requireOwnChannel(viewer)
  const values = [channelId, authorId, ...keysetValues(cursor), limit + 1]
  const rows = await query<LetterRow>('letters_of', authorSql, values)
  const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: page.items.map(presentLetter), nextCursor: page.nextCursor }
}

/** A type each is read from its place on: a creator's letters do not stand behind all of their posts. */
const mineSql = `
  SELECT own.id, own.at FROM unnest(ARRAY['dm', 'donation']::message_type[]) kind
  CROSS JOIN LATERAL (
    SELECT m.id, m.created_at AS at FROM messages m
    WHERE m.author_id = $1 AND m.type = kind AND ${keysetBeforeSql('m.created_at', 'm.id', 2)}
    ORDER BY m.created_at DESC, m.id DESC LIMIT ${MAX_PAGE}) own
  ORDER BY own.at DESC, own.id DESC LIMIT $4`

/** With the replies I may read (GET /messages/mine). */
export async function listMyLetters(viewer: Viewer, { cursor, limit }: z.infer<typeof pageQuery>) {
  const values = [viewer.id, ...keysetValues(cursor), limit + 1]
  const places = await query<{ id: string; at: Date }>('letters_mine', mineSql, values)
  const { items, nextCursor } = toPage(places, limit, (last) => last)
  const rows = await db.message.findMany({
    where: { id: { in: items.map(({ id }) => id) }, authorId: viewer.id },
    include: withReplies,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return { items: rows.map(presentMyLetter), nextCursor }
}
