import { pool } from '~/db/pool.server'

/** All that is derived of a channel's ledger, and its donations and messages as they stand: what an undone act must leave as it was. */
export async function everythingOf(channelId: string) {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT ${Object.entries(PARTS)
      .map(([name, { columns, from, where = 'channel_id = $1' }]) => {
        const sorted = `SELECT ${columns} FROM ${from} WHERE ${where} ORDER BY 1, 2, 3`
        return `(SELECT coalesce(json_agg(x), '[]') FROM (${sorted}) x) AS ${name}`
      })
      .join(', ')}`,
    [channelId],
  )
  return rows[0]
}

const PARTS: Record<string, { columns: string; from: string; where?: string }> = {
  donations: {
    columns: `id, status, donor_id, donor_name, intent_id, claimed_amount_cheese, amount_cheese, hide_amount, hide_name,
      confirmed_by, confirmed_by_kind, merged_into_id`,
    from: 'donation_events',
  },
  messages: { columns: 'id, donation_id, content, author_id, relayed, held_at, hidden_at', from: 'messages' },
  feed: { columns: 'message_id, at, sort_amount', from: 'feed_items' },
  days: { columns: 'day, source, broadcast, sum_cheese, count, nameless_cheese', from: 'channel_days' },
  hours: { columns: 'hour, sum_cheese, count', from: 'channel_hours' },
  weekHours: { columns: 'weekday, hour, sum_cheese, count', from: 'channel_week_hours' },
  unconfirmedDays: { columns: 'day, count, channel_id', from: 'channel_unconfirmed_days' },
  userDays: { columns: 'day, user_id, sum_cheese, count', from: 'user_channel_days' },
  userStats: { columns: 'user_id, sum_cheese, count, days', from: 'user_channel_stats' },
  badges: { columns: 'user_id, tier, channel_id', from: 'user_badges' },
  badgeHolders: { columns: 'channel_id, tier, count', from: 'badge_holders' },
}
