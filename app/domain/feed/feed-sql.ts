import { badgeSql } from '~/domain/badges/badge-sql'

const ITEM = `
  SELECT i.message_id AS id, i.at, i.sort_amount AS "sortAmount", i.pinned, m.type,
    CASE WHEN d.hide_name THEN NULL ELSE coalesce(u.display_name, d.donor_name) END AS "authorName",
    CASE WHEN m.type IN ('donation', 'dm') AND m.content IS NOT NULL AND d.hide_name IS NOT TRUE
      THEN ${badgeSql('m.channel_id', 'm.author_id')} END AS badge, m.content,
    CASE WHEN m.type = 'dm' THEN m.created_at ELSE i.at END AS "createdAt",
    CASE WHEN m.reply_to_id IS NOT NULL THEN (SELECT p.type FROM messages p WHERE p.id = m.reply_to_id) END AS answered,
    d.status, nullif(i.sort_amount, 0) AS "publicAmount",
    CASE WHEN m.replied_publicly_at IS NOT NULL THEN (
      SELECT json_agg(json_build_object('id', r.id, 'content', r.content, 'createdAt', r.created_at) ORDER BY r.created_at)
      FROM messages r WHERE r.reply_to_id = m.id AND r.visibility = 'public' AND r.content IS NOT NULL
        AND r.hidden_at IS NULL) END AS replies
  FROM feed_items i
  JOIN messages m ON m.id = i.message_id
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN donation_events d ON d.id = m.donation_id
  WHERE i.channel_id = c.id`
const SINCE = "AND i.at >= coalesce($3, '-infinity'::timestamptz)"

/** In the order of the items, whatever way the rest is joined; the channel's words come with the first row alone: they are many. */
const inChannel = (items: string) => `
  SELECT c.name, c.opened_at AS "openedAt", f.*,
    CASE WHEN coalesce(f.place, 1) = 1 THEN s.blocked_words END AS "blockedWords",
    CASE WHEN coalesce(f.place, 1) = 1 THEN s.allowed_words END AS "allowedWords"
  FROM channels c LEFT JOIN channel_settings s ON s.channel_id = c.id
  LEFT JOIN LATERAL (SELECT row_number() OVER () AS place, items.* FROM (${items}) items) f ON c.opened_at IS NOT NULL
  WHERE c.chzzk_channel_id = $1 ORDER BY f.place`

/** Newest first: what is pinned stands on top of the first page of everything, and nowhere else. */
export const recentFeedSql = inChannel(`
  (${ITEM} AND i.pinned AND $6 ORDER BY i.at DESC)
  UNION ALL
  (${ITEM} ${SINCE} AND NOT (i.pinned AND $7)
    AND (i.at, i.message_id) < (coalesce($4, 'infinity'::timestamptz), $5::uuid)
  ORDER BY i.at DESC, i.message_id DESC LIMIT $2)`)

/** By the amount that is shown. */
export const feedByAmountSql = inChannel(`${ITEM} ${SINCE}
    AND (i.sort_amount, i.at, i.message_id) < ($6::int, coalesce($4, 'infinity'::timestamptz), $5::uuid)
  ORDER BY i.sort_amount DESC, i.at DESC, i.message_id DESC LIMIT $2`)
