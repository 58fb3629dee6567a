import { query, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { kstDayOf, kstDaysBetween } from '~/domain/core/kst'
import type { StatsRange } from './input'
import { type SummaryRow, toSummary } from './presenter'
import { withRanges } from './ranges.server'
import { daysOfRange, instantsOf, spanOf } from './span'

const sum = (column: string, where: string) => `coalesce(sum(${column}) FILTER (WHERE ${where}), 0)::bigint`
const inRange = (where: string) => sum('sum_cheese', `day BETWEEN $2 AND $3 AND ${where}`)

const summarySql = `
  SELECT sums.*, people.*, unconfirmed.*
  FROM (
    SELECT ${sum('sum_cheese', 'day BETWEEN $2 AND $3')} AS total, ${sum('count', 'day BETWEEN $2 AND $3')} AS count,
      ${sum('sum_cheese', 'day = $4')} AS today,
      ${sum('sum_cheese', 'day BETWEEN $5 AND $4')} AS week,
      ${sum('sum_cheese', 'day BETWEEN $6 AND $4')} AS month,
      ${inRange("source = 'manual'")} AS manual,
      ${inRange("source = 'session'")} AS session,
      ${inRange("source = 'statement'")} AS statement,
      ${inRange("broadcast = 'live'")} AS live,
      ${inRange("broadcast = 'after_live'")} AS "afterLive",
      ${inRange("broadcast = 'unknown'")} AS unknown
    FROM channel_days WHERE channel_id = $1 AND day BETWEEN least($2::date, $5::date, $6::date) AND greatest($3::date, $4::date)
  ) sums,
  (SELECT coalesce(sum(people) FILTER (WHERE range_days = 0), 0)::int AS supporters,
      coalesce(sum(people) FILTER (WHERE range_days = $7), 0)::int AS "activeSupporters",
      coalesce(sum(repeating) FILTER (WHERE range_days = $7), 0)::int AS "repeatSupporters"
    FROM channel_ranges WHERE channel_id = $1) people,
  (SELECT coalesce(sum(count), 0)::bigint AS unconfirmed,
    (SELECT occurred_at FROM donation_events WHERE channel_id = $1 AND status = 'OCCURRED' ORDER BY occurred_at, id LIMIT 1) AS "oldestAt"
    FROM channel_unconfirmed_days WHERE channel_id = $1) unconfirmed`

/** `today`, `week` and `month` are the current ones, `supporters` of all time (GET /creator/stats/summary). */
export function getSummary(viewer: Viewer, range: StatsRange, now = new Date()) {
  return withRanges(viewer, now, () => getSummaryWithin(viewer, range, now, query))
}

/** Within `withRanges`. */
export async function getSummaryWithin(viewer: Viewer, range: StatsRange, now: Date, run: TypedQuery) {
  const { first, last } = spanOf(range, now)
  const [day, monday, firstOfMonth] = [spanOf('today', now), spanOf('week', now), spanOf('month', now)]
  const days = [first, last, day.first, monday.first, firstOfMonth.first]
  const values = [requireOwnChannel(viewer).id, ...days, daysOfRange(range)]
  const [row] = await run<SummaryRow>('stats_summary', summarySql, values)
  if (!row) throw new Error('the summary did not answer')
  return toSummary(row, range, now)
}

const timelineSql = `
  SELECT day AS date, sum(sum_cheese)::bigint AS sum, sum(count)::bigint AS count FROM channel_days
  WHERE channel_id = $1 AND day BETWEEN $2 AND $3 GROUP BY day ORDER BY day`

type Day = { date: string; sum: number; count: number }

/** `all` begins with the first day that has something (GET /creator/stats/timeline). */
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

const DAYS = 7
const HOURS = 24

const allTimeSql = `
  SELECT weekday, hour, sum_cheese AS sum FROM channel_week_hours WHERE channel_id = $1`
const rangeSql = `
  SELECT date_part('isodow', kst(hour))::int AS weekday, date_part('hour', kst(hour))::int AS hour, sum(sum_cheese)::bigint AS sum
  FROM channel_hours WHERE channel_id = $1 AND hour >= $2 AND hour < $3 GROUP BY 1, 2`

type Cell = { weekday: number; hour: number; sum: number }

/** In cheese by weekday, Monday first, and KST hour (GET /creator/stats/heatmap). */
export async function getHeatmap(
  viewer: Viewer,
  range: StatsRange,
  now = new Date(),
  run: TypedQuery = query,
) {
  const channelId = requireOwnChannel(viewer).id
  const { from, to } = instantsOf(spanOf(range, now))
  const found =
    range === 'all'
      ? await run<Cell>('stats_heatmap_all', allTimeSql, [channelId])
      : await run<Cell>('stats_heatmap', rangeSql, [channelId, from, to])
  const cells = Array.from({ length: DAYS }, () => Array.from({ length: HOURS }, () => 0))
  for (const { weekday, hour, sum } of found) {
    const day = cells[weekday - 1]
    if (day) day[hour] = sum
  }
  return { cells, asOf: now.toISOString() }
}
