import type { Ask } from '~/db/query.server'
import { type Findings, listedSql, type Wrong } from './findings'

/** Tables that are readings of others: the view that says what they should hold, and what names a row. */
const SUMS = {
  channel_days: { told: 'channel_day_readings', key: ['channel_id', 'day', 'source', 'broadcast'] },
  channel_hours: { told: 'channel_hour_readings', key: ['channel_id', 'hour'] },
  channel_week_hours: { told: 'channel_week_hour_readings', key: ['channel_id', 'weekday', 'hour'] },
  user_channel_days: { told: 'user_channel_day_readings', key: ['channel_id', 'day', 'user_id'] },
  user_channel_stats: { told: 'user_channel_stats_readings', key: ['channel_id', 'user_id'] },
} as const

const wrongFeed = `
  SELECT 'feed item' AS kind, format('feed item %s does not fit its message and donation', message_id) AS what
  FROM feed_items kept FULL JOIN feed_readings told USING (message_id)
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

/** A badge that the sum does not carry, or one that is missing. */
const wrongBadges = `
  SELECT 'badge' AS kind, format('the badges of %s in channel %s do not fit their sum', user_id, channel_id) AS what
  FROM (SELECT channel_id, user_id FROM user_channel_stats UNION SELECT channel_id, user_id FROM user_badges) everybody
  LEFT JOIN user_channel_stats s USING (channel_id, user_id)
  WHERE wants_settling(channel_id, user_id, coalesce(s.sum_cheese, 0))`

/** A letter that stands where neither its author's badge nor being a VIP puts it. */
const wrongPlaces = `
  SELECT 'place of letters' AS kind,
    format('letters of %s in channel %s stand in another place than their badge gives', author_id, channel_id) AS what
  FROM (SELECT DISTINCT channel_id, author_id, inbox_rank FROM messages WHERE type = 'dm') letters
  WHERE inbox_rank <> inbox_rank_of(channel_id, author_id)`

/** The feed, the sums and the badges beside the messages and donations that they are readings of (ledger.md §2). */
export async function verifyReadings(ask: Ask, findings: Findings) {
  findings.addListed(await ask<Wrong>('wrong_feed', listedSql(wrongFeed)))
  for (const table of Object.keys(SUMS) as (keyof typeof SUMS)[]) {
    findings.addListed(await ask<Wrong>(`wrong_${table}`, listedSql(wrongSums(table))))
  }
  findings.addListed(await ask<Wrong>('wrong_badges', listedSql(wrongBadges)))
  findings.addListed(await ask<Wrong>('wrong_places', listedSql(wrongPlaces)))
}
