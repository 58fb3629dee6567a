import type { Channel } from '#prisma'
import { query } from '~/db/client.server'
import { keysetBeforeSql, keysetValues, MAX_AMOUNT, toPage } from '~/domain/core/keyset'
import { startOfPeriod } from '~/domain/core/kst'
import type { FeedQuery } from './input'
import { type FeedRow, presentFeedItem } from './presenter'

const ITEM = `
  SELECT i.message_id AS id, i.at, i.sort_amount AS "sortAmount", i.pinned, m.type,
    CASE WHEN d.hide_name THEN NULL ELSE coalesce(u.display_name, d.donor_name) END AS "authorName",
    CASE WHEN m.type IN ('donation', 'dm') AND m.content IS NOT NULL AND d.hide_name IS NOT TRUE
      THEN (SELECT to_json(b) FROM badge_of(m.channel_id, m.author_id) b) END AS badge, m.content,
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

/** Keeps the items' order however the rest is joined; the blocklist, which can be long, comes with the first row only. */
const inChannel = (items: string) => `
  SELECT c.name, c.opened_at AS "openedAt", f.*,
    CASE WHEN coalesce(f.place, 1) = 1 THEN s.blocked_words END AS "blockedWords",
    CASE WHEN coalesce(f.place, 1) = 1 THEN s.allowed_words END AS "allowedWords"
  FROM channels c LEFT JOIN channel_settings s ON s.channel_id = c.id
  LEFT JOIN LATERAL (SELECT row_number() OVER () AS place, items.* FROM (${items}) items) f ON c.opened_at IS NOT NULL
  WHERE c.chzzk_channel_id = $1 ORDER BY f.place`

export const recentFeedSql = inChannel(`
  (${ITEM} AND i.pinned AND $6 ORDER BY i.at DESC)
  UNION ALL
  (${ITEM} ${SINCE} AND NOT (i.pinned AND $7)
    AND ${keysetBeforeSql('i.at', 'i.message_id', 4)}
  ORDER BY i.at DESC, i.message_id DESC LIMIT $2)`)

export const feedByAmountSql = inChannel(`${ITEM} ${SINCE}
    AND (i.sort_amount, i.at, i.message_id) < ($6::int, $4::timestamptz, $5::uuid)
  ORDER BY i.sort_amount DESC, i.at DESC, i.message_id DESC LIMIT $2`)

type FeedChannel = Pick<Channel, 'name' | 'openedAt'>
type Blocklist = { blockedWords: string[] | null; allowedWords: string[] | null }
type Row = FeedChannel & Blocklist & (FeedRow | { [key in keyof FeedRow]: null })

/** Empty for a closed channel; `channel` is null where Melt has not seen the id (GET /feed). */
export async function getFeed({ chzzkChannelId, cursor, limit, sort, period }: FeedQuery, now = new Date()) {
  const values = [chzzkChannelId, limit + 1, startOfPeriod(period, now), ...keysetValues(cursor)]
  const whole = period === 'all'
  const rows =
    sort === 'amount'
      ? await query<Row>('feed_by_amount', feedByAmountSql, [...values, cursor?.amount ?? MAX_AMOUNT])
      : await query<Row>('feed_recent', recentFeedSql, [...values, whole && !cursor, whole])
  const [first] = rows
  const blocklist = { blocked: first?.blockedWords ?? [], allowed: first?.allowedWords ?? [] }
  const items = rows.filter((row): row is FeedChannel & Blocklist & FeedRow => row.id !== null)
  const onTop = sort === 'recent' && whole ? items.filter(({ pinned }) => pinned) : []
  const page = toPage(items.slice(onTop.length), limit, ({ sortAmount, at, id }) => ({
    amount: sortAmount,
    at,
    id,
  }))
  return {
    channel: first ? ({ name: first.name, openedAt: first.openedAt } satisfies FeedChannel) : null,
    items: [...onTop, ...page.items].map((row) => presentFeedItem(row, blocklist)),
    nextCursor: page.nextCursor,
  }
}

const NEWEST = `
  SELECT message_id AS id FROM feed_items WHERE channel_id = $1
  ORDER BY at DESC, message_id DESC LIMIT 1`

/** By this id a page knows whether it missed something. */
export async function findNewestItemId(channelId: string): Promise<string | null> {
  const [newest] = await query<{ id: string }>('feed_newest', NEWEST, [channelId])
  return newest?.id ?? null
}
