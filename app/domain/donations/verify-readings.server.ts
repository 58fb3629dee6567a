import type { Ask } from '~/db/query.server'
import { inSnapshot } from '~/db/snapshot.server'

/** Tables that are readings of others: the view that says what they should hold, and what names a row. */
const SUMS = {
  channel_days: { told: 'channel_day_readings', key: ['channel_id', 'day', 'source', 'broadcast'] },
  channel_hours: { told: 'channel_hour_readings', key: ['channel_id', 'hour'] },
  channel_week_hours: { told: 'channel_week_hour_readings', key: ['channel_id', 'weekday', 'hour'] },
  user_channel_days: { told: 'user_channel_day_readings', key: ['channel_id', 'day', 'user_id'] },
  user_channel_stats: { told: 'user_channel_stats_readings', key: ['channel_id', 'user_id'] },
} as const

/** Whole tables are compared: in as much time as that takes, and never row by row, whatever the planner believes of fresh ones. */
const WHOLE_TABLES = ['statement_timeout = 0', 'enable_nestloop = off']

/**
 * The first row of the feed, of the sums or of the badges that disagrees with the messages and donations it is a reading of; null when
 * all agree (ledger.md §2).
 */
export function findWrongReading(): Promise<string | null> {
  return inSnapshot(async (ask) => {
    for (const setting of WHOLE_TABLES) await ask(setting, `SET LOCAL ${setting}`)
    const wrongItem = await findWrongFeedItem(ask)
    if (wrongItem) return wrongItem
    for (const [table, { told, key }] of Object.entries(SUMS)) {
      const wrong = await findWrongSum(ask, table, told, key.join(', '))
      if (wrong) return wrong
    }
    return (await findWrongBadge(ask)) ?? findWrongPlace(ask)
  })
}

async function findWrongFeedItem(ask: Ask) {
  const [wrong] = await ask<{ id: string }>(
    'wrong_feed_item',
    `SELECT message_id AS id FROM feed_items kept FULL JOIN feed_readings told USING (message_id)
     WHERE (kept.channel_id, kept.at, kept.sort_amount, kept.pinned)
       IS DISTINCT FROM (told.channel_id, told.at, told.sort_amount, told.pinned)
     LIMIT 1`,
  )
  return wrong ? `feed item ${wrong.id} does not fit its message and donation` : null
}

async function findWrongSum(ask: Ask, table: string, told: string, key: string) {
  const days = table.startsWith('user_channel_stats') ? ', days' : ''
  const [wrong] = await ask<{ row: string; kept: string; told: string }>(
    `wrong_${table}`,
    `SELECT concat_ws(' ', ${key}) AS row, kept_values AS kept, told_values AS told
     FROM (SELECT ${key}, concat_ws('/', sum_cheese, count${days}) AS kept_values FROM ${table}) kept
     FULL JOIN (SELECT ${key}, concat_ws('/', sum_cheese, count${days}) AS told_values FROM ${told}) told USING (${key})
     WHERE kept_values IS DISTINCT FROM told_values LIMIT 1`,
  )
  return wrong
    ? `${table} ${wrong.row}: says ${wrong.kept ?? 'nothing'}, the donations say ${wrong.told ?? 'nothing'}`
    : null
}

/** A badge that the sum does not carry, or one that is missing. */
async function findWrongBadge(ask: Ask) {
  const [wrong] = await ask<{ channel: string; person: string }>(
    'wrong_badge',
    `SELECT channel_id AS channel, user_id AS person
     FROM (SELECT channel_id, user_id FROM user_channel_stats UNION SELECT channel_id, user_id FROM user_badges) everybody
     LEFT JOIN user_channel_stats s USING (channel_id, user_id)
     WHERE wants_settling(channel_id, user_id, coalesce(s.sum_cheese, 0)) LIMIT 1`,
  )
  return wrong ? `the badges of ${wrong.person} in channel ${wrong.channel} do not fit their sum` : null
}

/** A letter that stands where neither its author's badge nor being a VIP puts it. */
async function findWrongPlace(ask: Ask) {
  const [wrong] = await ask<{ channel: string; person: string }>(
    'wrong_place',
    `SELECT channel_id AS channel, author_id AS person
     FROM (SELECT DISTINCT channel_id, author_id, inbox_rank FROM messages WHERE type = 'dm') letters
     WHERE inbox_rank <> inbox_rank_of(channel_id, author_id) LIMIT 1`,
  )
  return wrong
    ? `letters of ${wrong.person} in channel ${wrong.channel} stand in another place than their badge gives`
    : null
}
