import type { TypedQuery } from '~/db/client.server'
import { type Findings, listedSql, type Wrong } from './findings'

/** The key of each aggregate table's rows and what they hold; the view `<table>_expected` says what that should be. */
const AGGREGATES = {
  channel_days: {
    key: 'channel_id, day, source, broadcast',
    values: 'sum_cheese, count, nameless_cheese',
  },
  channel_hours: { key: 'channel_id, hour', values: 'sum_cheese, count' },
  channel_week_hours: { key: 'channel_id, weekday, hour', values: 'sum_cheese, count' },
  channel_unconfirmed_days: { key: 'channel_id, day', values: 'count' },
  user_channel_days: { key: 'channel_id, day, user_id', values: 'sum_cheese, count' },
  user_channel_stats: { key: 'channel_id, user_id', values: 'sum_cheese, count, days' },
  user_channel_ranges: { key: 'channel_id, range_days, user_id', values: 'sum_cheese, count, days' },
  badge_holders: { key: 'channel_id, tier', values: 'count' },
  channel_ranges: { key: 'channel_id, range_days', values: 'people, repeating' },
}

const wrongFeed = `
  SELECT 'feed item' AS kind, format('feed item %s does not fit its message and donation', message_id) AS what
  FROM feed_items actual FULL JOIN feed_items_expected expected USING (message_id)
  WHERE (actual.channel_id, actual.at, actual.sort_amount, actual.pinned)
    IS DISTINCT FROM (expected.channel_id, expected.at, expected.sort_amount, expected.pinned)`

type Columns = { key: string; values: string }

const wrongAggregate = (table: string, { key, values }: Columns, where = '') => `
  SELECT '${table}' AS kind, format('${table} %s: says %s, the donations say %s', concat_ws(' ', ${key}),
    coalesce(actual_values, 'nothing'), coalesce(expected_values, 'nothing')) AS what
  FROM (SELECT ${key}, concat_ws('/', ${values}) AS actual_values FROM ${table}${where}) actual
  FULL JOIN (SELECT ${key}, concat_ws('/', ${values}) AS expected_values FROM ${table}_expected${where}) expected USING (${key})
  WHERE actual_values IS DISTINCT FROM expected_values`

/** What triggers keep on an intent, and on a donation that an event is of. */
const wrongMarks = `
  SELECT 'mark of an intent' AS kind, format('intent %s: says %s, its donation says %s', i.id, i.has_donation, d.id IS NOT NULL) AS what
  FROM donation_intents i LEFT JOIN donation_events d ON d.intent_id = i.id WHERE i.has_donation <> (d.id IS NOT NULL)
  UNION ALL
  SELECT 'mark of a signal', format('donation %s: says %s, its event says %s', d.id, d.has_signal, e.id IS NOT NULL)
  FROM donation_events d LEFT JOIN session_events e ON e.donation_id = d.id
  WHERE d.source <> 'session' AND d.has_signal <> (e.id IS NOT NULL)`

/** Those that grow only, as the metrics have them, keep what a deleted account took along. */
export const counterDriftSql = `
  SELECT name, coalesce(kept.count, 0)::bigint AS kept, coalesce(expected.count, 0)::bigint AS expected
  FROM (SELECT name, sum(count) AS count FROM (
      SELECT name, count FROM counters UNION ALL SELECT name, delta FROM counter_changes) changes GROUP BY name) kept
    FULL JOIN counters_expected expected USING (name)
  WHERE name NOT IN ('intents', 'letters') AND coalesce(kept.count, 0) <> coalesce(expected.count, 0)`

const wrongCounters = `
  SELECT 'counter' AS kind, format('counter %s: says %s, the rows say %s', name, kept, expected) AS what
  FROM (${counterDriftSql}) drift`

const wrongBadges = `
  SELECT 'badge' AS kind, format('badge %s of %s in channel %s: %s', tier, user_id, channel_id,
    CASE WHEN actual.here THEN 'nothing that counts reached it' ELSE 'was reached and is missing' END) AS what
  FROM (SELECT channel_id, user_id, tier, true AS here FROM user_badges) actual
  FULL JOIN (SELECT channel_id, user_id, tier, true AS here FROM user_badges_expected) expected USING (channel_id, user_id, tier)
  LEFT JOIN badges_being_settled settling USING (channel_id, user_id)
  WHERE expected.here IS NULL OR (actual.here IS NULL AND NOT coalesce(settling.here, false))`

/** What is left to a job is no disagreement, for an hour. */
const unfinishedJobs = `
  SELECT 'unfinished job' AS kind, format('%s of %s has not ended since %s, failures in a row: %s', kind, subject_id, created_at, failures) AS what
  FROM jobs WHERE created_at <= now() - interval '1 hour'`

/** A tier whose last threshold is not the one that stands, and thresholds that do not follow one another. */
const wrongThresholds = `
  SELECT 'badge threshold' AS kind, format('tier %s of channel %s: asks for %s, its thresholds say %s', tier, channel_id,
    coalesce(b.threshold_cheese::text, 'nothing'), coalesce(t.threshold_cheese::text, 'nothing')) AS what
  FROM badges b FULL JOIN (SELECT * FROM badge_thresholds WHERE until_entry IS NULL) t USING (channel_id, tier)
  WHERE b.threshold_cheese IS DISTINCT FROM t.threshold_cheese
  UNION ALL
  SELECT 'badge threshold', format('tier %s of channel %s: its threshold %s does not follow the one before', tier, channel_id, seq)
  FROM (SELECT t.channel_id, t.tier, t.seq, t.since_entry, t.until_entry, h.seq AS head, lag(t.seq) OVER past AS last_seq, lag(coalesce(t.until_entry, h.seq + 1)) OVER past AS last_until
    FROM badge_thresholds t LEFT JOIN ledger_heads h USING (channel_id)
    WINDOW past AS (PARTITION BY channel_id, tier ORDER BY t.seq)) placed
  WHERE seq <> coalesce(last_seq, 0) + 1 OR since_entry < last_until OR coalesce(until_entry, since_entry) > coalesce(head, 0)`

/** A letter whose rank in the inbox is not that of its author's badge or VIP state. */
const wrongPlaces = `
  SELECT 'place of letters' AS kind,
    format('letters of %s in channel %s stand in another place than their badge gives', author_id, letters.channel_id) AS what
  FROM (SELECT DISTINCT channel_id, author_id, inbox_rank FROM messages WHERE type = 'dm') letters
  LEFT JOIN badges_being_settled settling ON settling.channel_id = letters.channel_id AND settling.user_id = letters.author_id
  WHERE NOT coalesce(settling.here, false) AND inbox_rank <> inbox_rank_of(letters.channel_id, author_id)`

/** The feed, the aggregates and the badges beside the messages and donations that they follow from (docs/ledger.md §2). */
export async function verifyAggregates(query: TypedQuery, findings: Findings) {
  findings.addListed(await query<Wrong>('wrong_feed', listedSql(wrongFeed)))
  for (const [table, columns] of Object.entries(AGGREGATES)) {
    findings.addListed(await query<Wrong>(`wrong_${table}`, listedSql(wrongAggregate(table, columns))))
  }
  findings.addListed(await query<Wrong>('wrong_marks', listedSql(wrongMarks)))
  findings.addListed(await query<Wrong>('wrong_counters', listedSql(wrongCounters)))
  findings.addListed(await query<Wrong>('wrong_badges', listedSql(wrongBadges)))
  findings.addListed(await query<Wrong>('wrong_thresholds', listedSql(wrongThresholds)))
  findings.addListed(await query<Wrong>('wrong_places', listedSql(wrongPlaces)))
  findings.addListed(await query<Wrong>('unfinished_jobs', listedSql(unfinishedJobs)))
}

/** The sums of one channel alone: what its figures are read from. */
export async function verifyAggregatesOf(query: TypedQuery, channelId: string, findings: Findings) {
  for (const [table, columns] of Object.entries(AGGREGATES)) {
    const sql = listedSql(wrongAggregate(table, columns, ' WHERE channel_id = $1'))
    findings.addListed(await query<Wrong>(`wrong_${table}_of`, sql, [channelId]))
  }
}
