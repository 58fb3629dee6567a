import type { Channel } from '#prisma'
import { query } from '~/db/query.server'
import { LAST_ID, toPage } from '~/domain/core/keyset'
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

const MAX_AMOUNT = 2_147_483_647

/** What a page needs of the channel besides its feed. */
type FeedChannel = Pick<Channel, 'name' | 'openedAt'>
type Words = { blockedWords: string[] | null; allowedWords: string[] | null }
type Row = FeedChannel & Words & (FeedRow | { [key in keyof FeedRow]: null })

/**
 * A channel's public feed in one SQL: `{channel, items, nextCursor}`, newest first (with up to three pinned posts above
 * the first page) or by public amount in cheese, hidden amounts last, and nothing of a closed channel; `channel` is null
 * where Melt has not seen the id (api.md GET /feed).
 */
export async function getFeed({ chzzkChannelId, cursor, limit, sort, period }: FeedQuery, now = new Date()) {
  const keys = [cursor?.at ?? null, cursor?.id ?? LAST_ID]
  const values = [chzzkChannelId, limit + 1, startOfPeriod(period, now), ...keys]
  const whole = period === 'all'
  const rows =
    sort === 'amount'
      ? await query<Row>('feed_by_amount', feedByAmountSql, [...values, cursor?.amount ?? MAX_AMOUNT])
      : await query<Row>('feed_recent', recentFeedSql, [...values, whole && !cursor, whole])
  const [first] = rows
  const words = { blocked: first?.blockedWords ?? [], allowed: first?.allowedWords ?? [] }
  const items = rows.filter((row): row is FeedChannel & Words & FeedRow => row.id !== null)
  const onTop = sort === 'recent' && whole ? items.filter(({ pinned }) => pinned) : []
  const page = toPage(items.slice(onTop.length), limit, ({ sortAmount, at, id }) => ({
    amount: sortAmount,
    at,
    id,
  }))
  return {
    channel: first ? ({ name: first.name, openedAt: first.openedAt } satisfies FeedChannel) : null,
    items: [...onTop, ...page.items].map((row) => presentFeedItem(row, words)),
    nextCursor: page.nextCursor,
  }
}

const NEWEST = `
  SELECT message_id AS id FROM feed_items WHERE channel_id = $1
  ORDER BY at DESC, message_id DESC LIMIT 1`

/** The id of a feed's first item, by which a page knows whether it missed something; null where nothing is public. */
export async function findNewestItemId(channelId: string): Promise<string | null> {
  const [newest] = await query<{ id: string }>('feed_newest', NEWEST, [channelId])
  return newest?.id ?? null
}
