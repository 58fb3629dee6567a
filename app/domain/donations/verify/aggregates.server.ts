import type { TypedQuery } from '~/db/query.server'
import { type Findings, listedSql, type Wrong } from './findings'

/** Tables that are readings of others: the view that says what they should hold, and what names a row. */
const SUMS = {
  channel_days: { told: 'channel_days_expected', key: ['channel_id', 'day', 'source', 'broadcast'] },
  channel_hours: { told: 'channel_hours_expected', key: ['channel_id', 'hour'] },
  channel_week_hours: { told: 'channel_week_hours_expected', key: ['channel_id', 'weekday', 'hour'] },
  user_channel_days: { told: 'user_channel_days_expected', key: ['channel_id', 'day', 'user_id'] },
  user_channel_stats: { told: 'user_channel_stats_expected', key: ['channel_id', 'user_id'] },
} as const

const wrongFeed = `
  SELECT 'feed item' AS kind, format('feed item %s does not fit its message and donation', message_id) AS what
  FROM feed_items kept FULL JOIN feed_items_expected told USING (message_id)
  WHERE (kept.channel_id, kept.at, kept.sort_amount, kept.pinned)
    IS DISTINCT FROM (told.channel_id, told.at, told.sort_amount, told.pinned)`

function wrongSums(table: keyof typeof SUMS) {
  const { told, key } = SUMS[table]
  const row = key.join(', ')
  const values = `concat_ws('/', sum_cheese, count${table === 'user_channel_stats' ? ', days' : ''})`
  return `
    SELECT '${table}' AS kind, format('${table} %s: says %s, the donations say %s', concat_ws(' ', ${row}),
      coalesce(kept_values, 'nothing'), coalesce(told_values, 'nothing')) AS what
    FROM (SELECT ${row}, ${values} AS kept_values FROM ${table}) kept
    FULL JOIN (SELECT ${row}, ${values} AS told_values FROM ${told}) told USING (${row})
    WHERE kept_values IS DISTINCT FROM told_values`
}

/** A badge that donations and thresholds do not give, or one that is missing. */
const wrongBadges = `
  SELECT 'badge' AS kind, format('badge %s of %s in channel %s: %s', tier, user_id, channel_id,
    CASE WHEN kept.here THEN 'nothing that counts reached it' ELSE 'was reached and is missing' END) AS what
  FROM (SELECT channel_id, user_id, tier, true AS here FROM user_badges) kept
  FULL JOIN (SELECT channel_id, user_id, tier, true AS here FROM user_badges_expected) told USING (channel_id, user_id, tier)
  WHERE kept.here IS NULL OR told.here IS NULL`

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

/** A letter that stands where neither its author's badge nor being a VIP puts it. */
const wrongPlaces = `
  SELECT 'place of letters' AS kind,
    format('letters of %s in channel %s stand in another place than their badge gives', author_id, channel_id) AS what
  FROM (SELECT DISTINCT channel_id, author_id, inbox_rank FROM messages WHERE type = 'dm') letters
  WHERE inbox_rank <> inbox_rank_of(channel_id, author_id)`

/** The feed, the sums and the badges beside the messages and donations that they are readings of (ledger.md §2). */
export async function verifyAggregates(ask: TypedQuery, findings: Findings) {
  findings.addListed(await ask<Wrong>('wrong_feed', listedSql(wrongFeed)))
  for (const table of Object.keys(SUMS) as (keyof typeof SUMS)[]) {
    findings.addListed(await ask<Wrong>(`wrong_${table}`, listedSql(wrongSums(table))))
  }
  findings.addListed(await ask<Wrong>('wrong_badges', listedSql(wrongBadges)))
  findings.addListed(await ask<Wrong>('wrong_thresholds', listedSql(wrongThresholds)))
  findings.addListed(await ask<Wrong>('wrong_places', listedSql(wrongPlaces)))
}
