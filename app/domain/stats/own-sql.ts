import { keysetBeforeSql } from '~/domain/core/keyset'

/**
 * Somebody's figures in the channels `c` that the caller chose: $1 is the person, $2 today, $3 Monday, $4 the first of the month.
 * It reads sums, one entry of an index and a handful of badges, whatever the person donated.
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
  LEFT JOIN badges b ON b.channel_id = c.id AND b.tier = tier_of(c.id, $1)
  LEFT JOIN LATERAL (
    SELECT t.tier, t.name, t.threshold_cheese FROM badges t
    WHERE t.channel_id = c.id AND t.tier > coalesce(b.tier, 0) ORDER BY t.tier LIMIT 1) n ON true`

/** The last time that the badge became another, and the donation whose reversal did it. */
const NEWS = `
  g.at AS "changedAt", g.from_tier AS "fromTier", g.to_tier AS "toTier", bf.name AS "fromName", bt.name AS "toName",
  CASE WHEN coalesce(g.to_tier, 0) < g.from_tier THEN (
    SELECT d.id FROM donation_events d JOIN donation_entries e ON e.donation_id = d.id
    WHERE d.donor_id = $1 AND d.channel_id = c.id AND e.to_status = 'REVERSED'
      AND e.at BETWEEN g.at - interval '5 minutes' AND g.at + interval '5 minutes'
    ORDER BY e.at DESC LIMIT 1) END AS "reversedId"`
const NEWS_JOINS = `
  LEFT JOIN LATERAL (SELECT x.* FROM badge_changes x
    WHERE x.channel_id = c.id AND x.user_id = $1 ORDER BY x.seq DESC LIMIT 1) g ON true
  LEFT JOIN badges bf ON bf.channel_id = c.id AND bf.tier = g.from_tier
  LEFT JOIN badges bt ON bt.channel_id = c.id AND bt.tier = g.to_tier`

export const ownFiguresSql = `SELECT ${FIGURES} FROM channels c ${JOINS} WHERE c.chzzk_channel_id = $5`

/** The card of one channel, for whoever donated or began to there. */
export const ownCardSql = `SELECT ${FIGURES}, ${NEWS} FROM channels c ${JOINS} ${NEWS_JOINS}
  WHERE c.chzzk_channel_id = $5 AND (
    EXISTS (SELECT 1 FROM donation_events d WHERE d.donor_id = $1 AND d.channel_id = c.id)
    OR EXISTS (SELECT 1 FROM donation_intents i WHERE i.viewer_id = $1 AND i.channel_id = c.id))`

/** The cards of all channels that somebody supported, the last donation first. */
export const ownCardsSql = `
  WITH page AS MATERIALIZED (
    SELECT channel_id, max(occurred_at) AS "latestAt" FROM donation_events WHERE donor_id = $1 AND status <> 'REJECTED'
    GROUP BY channel_id HAVING ${keysetBeforeSql('max(occurred_at)', 'channel_id', 6)}
    ORDER BY 2 DESC, 1 DESC LIMIT $5)
  SELECT c.id, page."latestAt", ${FIGURES}, ${NEWS} FROM page JOIN channels c ON c.id = page.channel_id ${JOINS} ${NEWS_JOINS}
  ORDER BY page."latestAt" DESC, c.id DESC`
