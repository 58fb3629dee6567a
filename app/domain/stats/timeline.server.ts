import { query, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { kstDayOf, kstDaysBetween } from '~/domain/core/kst'
import type { StatsRange } from './input'
import { spanOf } from './span'

const timelineSql = `
  SELECT day AS date, sum(sum_cheese)::bigint AS sum, sum(count)::bigint AS count FROM channel_days
  WHERE channel_id = $1 AND day BETWEEN $2 AND $3 GROUP BY day ORDER BY day`

type Day = { date: string; sum: number; count: number }

/** What was confirmed on every KST day of the range; `all` begins with the first day that has something (GET /creator/stats/timeline). */
export async function getTimeline(
  viewer: Viewer,
  range: StatsRange,
  now = new Date(),
  run: TypedQuery = query,
) {
  const { first, last } = spanOf(range, now)
  const rows = await run<Day>('stats_timeline', timelineSql, [requireOwnChannel(viewer).id, first, last])
  const found = new Map(rows.map((day) => [day.date, day]))
  const today = kstDayOf(now)
  const from = range === 'all' ? (rows[0]?.date ?? today) : first
  const to = [today, rows.at(-1)?.date ?? today].sort().at(-1) ?? today
  const days = kstDaysBetween(from, to)
  return { days: days.map((date) => found.get(date) ?? { date, sum: 0, count: 0 }), asOf: now.toISOString() }
}
