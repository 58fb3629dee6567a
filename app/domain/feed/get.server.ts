import type { Channel } from '#prisma'
import { query } from '~/db/client.server'
import {
  keysetBeforeSql,
  keysetValues,
  MAX_AMOUNT,
  MAX_PAGE,
  pageSql,
  runtimeSql,
  toPage,
} from '~/domain/core/keyset'
import { startOfPeriod } from '~/domain/core/kst'
import type { FeedQuery } from './input'
import { type FeedRow, presentFeedItem } from './presenter'

/** Feed items with what belongs to each: `from` names them `i`. */
const itemsSql = (from: string, where: string) => `
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
  FROM ${from}
  JOIN messages m ON m.id = i.message_id
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN donation_events d ON d.id = m.donation_id
  WHERE ${where}`

/** Keeps the items' order however the rest is joined; the blocklist, which can be long, comes with the first row only. */
const inChannel = (items: string) => `
  SELECT c.name, c.opened_at AS "openedAt", f.*,
    CASE WHEN coalesce(f.place, 1) = 1 THEN s.blocked_words END AS "blockedWords",
    CASE WHEN coalesce(f.place, 1) = 1 THEN s.allowed_words END AS "allowedWords"
  FROM channels c LEFT JOIN channel_settings s ON s.channel_id = c.id
  LEFT JOIN LATERAL (SELECT row_number() OVER () AS place, items.* FROM (${items}) items) f ON c.opened_at IS NOT NULL
  WHERE c.chzzk_channel_id = $1 ORDER BY f.place`

const OF_CHANNEL = 'i.channel_id = c.id'
const SINCE = `i.at >= ${runtimeSql(5, 'timestamptz')}`
const BEFORE = keysetBeforeSql('i.at', 'i.message_id', 3)
const NEWEST_FIRST = 'ORDER BY i.at DESC, i.message_id DESC'
const newestSql = (which: string) =>
  pageSql(`${itemsSql('feed_items i', `${OF_CHANNEL} AND ${which}`)} ${NEWEST_FIRST}`, 2)

const BELOW = `(i.sort_amount, i.at, i.message_id)
  < (${runtimeSql(5, 'int')}, ${runtimeSql(3, 'timestamptz')}, ${runtimeSql(4, 'uuid')})`
const HIGHEST_FIRST = 'ORDER BY i.sort_amount DESC, i.at DESC, i.message_id DESC'
const SORTED = 'SELECT i.message_id, i.at, i.sort_amount FROM feed_items i'
const MAX_SCANNED = 2_000

/** Of a period's amounts: the highest of all time hold enough of a long period, a short one is read by its days and sorted whole. */
const highestSinceSql = (since: string) => `
  WITH near AS MATERIALIZED (
    SELECT * FROM (${SORTED} WHERE ${OF_CHANNEL} AND ${BELOW} ${HIGHEST_FIRST} LIMIT ${MAX_SCANNED}) i
    WHERE i.at >= ${since} ${HIGHEST_FIRST} LIMIT ${MAX_PAGE}
  ), far AS MATERIALIZED (
    SELECT * FROM (${SORTED} WHERE ${OF_CHANNEL} AND i.at >= ${since} ${NEWEST_FIRST} OFFSET 0) i
    WHERE (SELECT count(*) FROM near) < $2 AND ${BELOW} ${HIGHEST_FIRST} LIMIT ${MAX_PAGE}
  )
  ${pageSql(`SELECT i.message_id FROM (SELECT * FROM near UNION SELECT * FROM far) i ${HIGHEST_FIRST}`, 2)}`

/** A statement for each shape of the list, all planned for any channel, page and period. */
export const feedSql = {
  first: inChannel(`
    (${itemsSql('feed_items i', `${OF_CHANNEL} AND i.pinned`)} ORDER BY i.at DESC)
    UNION ALL
    (${newestSql('NOT i.pinned')})`),
  after: inChannel(newestSql(`NOT i.pinned AND ${BEFORE}`)),
  since: inChannel(newestSql(`${SINCE} AND ${BEFORE}`)),
  by_amount: inChannel(
    pageSql(`${itemsSql('feed_items i', `${OF_CHANNEL} AND ${BELOW}`)} ${HIGHEST_FIRST}`, 2),
  ),
  by_amount_since: inChannel(
    `${itemsSql(`(${highestSinceSql(runtimeSql(6, 'timestamptz'))}) top JOIN feed_items i USING (message_id)`, 'true')} ${HIGHEST_FIRST}`,
  ),
}

type FeedChannel = Pick<Channel, 'name' | 'openedAt'>
type Blocklist = { blockedWords: string[] | null; allowedWords: string[] | null }
type Row = FeedChannel & Blocklist & (FeedRow | { [key in keyof FeedRow]: null })

type Shape = keyof typeof feedSql

const askFor = (shape: Shape, values: unknown[]) => query<Row>(`feed_${shape}`, feedSql[shape], values)

/** Empty for a closed channel; `channel` is null where Melt has not seen the id (GET /feed). */
export async function getFeed({ chzzkChannelId, cursor, limit, sort, period }: FeedQuery, now = new Date()) {
  const whole = period === 'all'
  const amount = sort === 'amount' ? [cursor?.amount ?? MAX_AMOUNT] : []
  const since = whole ? [] : [startOfPeriod(period, now)]
  const shape = shapeOf(sort, whole, cursor !== undefined)
  const after = shape === 'first' ? [] : keysetValues(cursor)
  const values = [chzzkChannelId, limit + 1, ...after, ...amount, ...since]
  const rows = await askFor(shape, values)
  const [first] = rows
  const blocklist = { blocked: first?.blockedWords ?? [], allowed: first?.allowedWords ?? [] }
  const items = rows.filter((row): row is FeedChannel & Blocklist & FeedRow => row.id !== null)
  const onTop = shape === 'first' ? items.filter(({ pinned }) => pinned) : []
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

function shapeOf(sort: FeedQuery['sort'], whole: boolean, goesOn: boolean): Shape {
  if (sort === 'amount') return whole ? 'by_amount' : 'by_amount_since'
  if (!whole) return 'since'
  return goesOn ? 'after' : 'first'
}

const NEWEST = `
  SELECT message_id AS id FROM feed_items WHERE channel_id = $1
  ORDER BY at DESC, message_id DESC LIMIT 1`

/** By this id a page knows whether it missed something. */
export async function findNewestItemId(channelId: string): Promise<string | null> {
  const [newest] = await query<{ id: string }>('feed_newest', NEWEST, [channelId])
  return newest?.id ?? null
}
