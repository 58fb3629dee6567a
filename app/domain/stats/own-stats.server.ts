import { query } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { type Cursor, keysetBeforeSql, keysetValues, toPage } from '~/domain/core/keyset'
import { kstDayOf, startOfPeriod } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { type OwnCardRow, type OwnFiguresRow, toOwnCard, toOwnFigures } from './own-presenter'

/**
 * A person's figures in the channels `c`: $1 is the person, $2 today, $3 Monday, $4 the first of the month. It costs a few
 * aggregates, one entry of an index and a handful of badges, whatever the person donated.
 */
const FIGURES = `
  c.chzzk_channel_id AS "chzzkChannelId", c.name,
  coalesce(s.sum_cheese, 0) AS lifetime, coalesce(p.today, 0) AS today, coalesce(p.week, 0) AS week, coalesce(p.month, 0) AS month,
  (SELECT d.occurred_at FROM donation_events d
    WHERE d.channel_id = c.id AND d.donor_id = $1 AND d.status = 'CONFIRMED' ORDER BY d.occurred_at DESC LIMIT 1) AS "lastSupportAt",
  b.tier, b.name AS "badgeName", b.icon, n.tier AS "nextTier", n.name AS "nextName", n.threshold_cheese AS "nextThreshold",
  now() AS "asOf"`

const JOINS = `
  LEFT JOIN user_channel_stats s ON s.channel_id = c.id AND s.user_id = $1
  LEFT JOIN LATERAL (
    SELECT sum(k.sum_cheese) FILTER (WHERE k.day >= $2::date)::bigint AS today,
      sum(k.sum_cheese) FILTER (WHERE k.day >= $3::date)::bigint AS week,
      sum(k.sum_cheese) FILTER (WHERE k.day >= $4::date)::bigint AS month
    FROM user_channel_days k WHERE k.user_id = $1 AND k.channel_id = c.id AND k.day >= least($3::date, $4::date)) p ON true
  LEFT JOIN badge_of(c.id, $1) b ON true
  LEFT JOIN LATERAL (
    SELECT t.tier, t.name, t.threshold_cheese FROM badges t
    WHERE t.channel_id = c.id AND t.tier > coalesce(b.tier, 0) ORDER BY t.tier LIMIT 1) n ON true`

/** The last time that the badge became another, and the donation whose reversal did it. */
const BADGE_CHANGE = `
  g.at AS "changedAt", g.from_tier AS "fromTier", g.to_tier AS "toTier", bf.name AS "fromName", bt.name AS "toName",
  CASE WHEN coalesce(g.to_tier, 0) < g.from_tier THEN (
    SELECT d.id FROM donation_events d JOIN donation_entries e ON e.donation_id = d.id
    WHERE d.donor_id = $1 AND d.channel_id = c.id AND e.to_status = 'REVERSED'
      AND e.at BETWEEN g.at - interval '5 minutes' AND g.at + interval '5 minutes'
    ORDER BY e.at DESC LIMIT 1) END AS "reversedId"`
const BADGE_CHANGE_JOINS = `
  LEFT JOIN LATERAL (SELECT x.* FROM badge_changes x
    WHERE x.channel_id = c.id AND x.user_id = $1 ORDER BY x.seq DESC LIMIT 1) g ON true
  LEFT JOIN badges bf ON bf.channel_id = c.id AND bf.tier = g.from_tier
  LEFT JOIN badges bt ON bt.channel_id = c.id AND bt.tier = g.to_tier`

const ownFiguresSql = `SELECT ${FIGURES} FROM channels c ${JOINS} WHERE c.chzzk_channel_id = $5`

const ownCardSql = `SELECT ${FIGURES}, ${BADGE_CHANGE} FROM channels c ${JOINS} ${BADGE_CHANGE_JOINS}
  WHERE c.chzzk_channel_id = $5 AND (
    EXISTS (SELECT 1 FROM donation_events d WHERE d.donor_id = $1 AND d.channel_id = c.id)
    OR EXISTS (SELECT 1 FROM donation_intents i WHERE i.viewer_id = $1 AND i.channel_id = c.id))`

const ownCardsSql = `
  WITH page AS MATERIALIZED (
    SELECT channel_id, max(occurred_at) AS "latestAt" FROM donation_events WHERE donor_id = $1 AND status <> 'REJECTED'
    GROUP BY channel_id HAVING ${keysetBeforeSql('max(occurred_at)', 'channel_id', 6)}
    ORDER BY 2 DESC, 1 DESC LIMIT $5)
  SELECT c.id, page."latestAt", ${FIGURES}, ${BADGE_CHANGE} FROM page JOIN channels c ON c.id = page.channel_id ${JOINS} ${BADGE_CHANGE_JOINS}
  ORDER BY page."latestAt" DESC, c.id DESC`

/** A person's own figures in a channel, from what is confirmed, in KST days (GET /me/stats, docs/ledger.md §4). */
export async function getOwnStats(viewer: Viewer, chzzkChannelId: string, now = new Date()) {
  const values = [...personAndDays(viewer, now), chzzkChannelId]
  const [row] = await query<OwnFiguresRow>('own_figures', ownFiguresSql, values)
  return toOwnFigures(row ?? refuse('not_found'))
}

/** The same as the card on a channel's page; null for a person who neither donated nor began to there. */
export async function findOwnCard(viewer: Viewer, chzzkChannelId: string, now = new Date()) {
  const values = [...personAndDays(viewer, now), chzzkChannelId]
  const [row] = await query<OwnCardRow>('own_card', ownCardSql, values)
  return row ? toOwnCard(row, now) : null
}

type ListedRow = OwnCardRow & { id: string; latestAt: Date }
type PageQuery = { cursor?: Cursor; limit: number }

/** A card of each channel that this person supported, the last supported first (docs/product.md §2). */
export async function listOwnCards(viewer: Viewer, { cursor, limit }: PageQuery, now = new Date()) {
  const values = [...personAndDays(viewer, now), limit + 1, ...keysetValues(cursor)]
  const rows = await query<ListedRow>('own_cards', ownCardsSql, values)
  const { items, nextCursor } = toPage(rows, limit, ({ latestAt, id }) => ({ at: latestAt, id }))
  return { items: items.map((row) => toOwnCard(row, now)), nextCursor }
}

/** The person, and the KST days on which today, this week and this month began. */
function personAndDays({ id }: Viewer, now: Date) {
  const dayOf = (period: 'today' | 'week' | 'month') => kstDayOf(startOfPeriod(period, now) ?? now)
  return [id, dayOf('today'), dayOf('week'), dayOf('month')]
}
