import { query, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import type { StatsRange } from './input'
import { type SummaryRow, toSummary } from './presenter'
import { spanOf } from './span'

/** Who supported: over all time from a row a person, in a range from a row a person and day. */
const PEOPLE = {
  all: 'SELECT days FROM user_channel_stats WHERE channel_id = $1',
  range: `SELECT count(*) AS days FROM user_channel_days
    WHERE channel_id = $1 AND day BETWEEN $2 AND $3 GROUP BY user_id`,
}

const sum = (column: string, where: string) => `coalesce(sum(${column}) FILTER (WHERE ${where}), 0)::bigint`
const inRange = (where: string) => sum('sum_cheese', `day BETWEEN $2 AND $3 AND ${where}`)

const summarySql = (people: string) => `
  SELECT sums.*, active.*,
    (SELECT count(*) FROM user_channel_stats WHERE channel_id = $1) AS supporters,
    waiting.*
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
  (SELECT count(*) AS "activeSupporters", count(*) FILTER (WHERE days >= 2) AS "repeatSupporters" FROM (${people}) person) active,
  (SELECT count(*) AS waiting, min(occurred_at) AS "oldestAt" FROM donation_events WHERE channel_id = $1 AND status = 'OCCURRED') waiting`

/**
 * A creator's figures of confirmed donations alone; `today`, `week` and `month` are the current ones, `supporters` everybody
 * there ever was, the rest is of the range's KST days (GET /creator/stats/summary).
 */
export async function getSummary(
  viewer: Viewer,
  range: StatsRange,
  now = new Date(),
  run: TypedQuery = query,
) {
  const { first, last } = spanOf(range, now)
  const [day, monday, firstOfMonth] = [spanOf('today', now), spanOf('week', now), spanOf('month', now)]
  const values = [requireOwnChannel(viewer).id, first, last, day.first, monday.first, firstOfMonth.first]
  const span = range === 'all' ? 'all' : 'range'
  const [row] = await run<SummaryRow>(`stats_summary_${span}`, summarySql(PEOPLE[span]), values)
  if (!row) throw new Error('the summary did not answer')
  return toSummary(row, range, now)
}
