import { query, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import type { StatsRange } from './input'
import { instantsOf, spanOf } from './span'

const DAYS = 7
const HOURS = 24

const allTimeSql = `
  SELECT weekday, hour, sum_cheese AS sum FROM channel_week_hours WHERE channel_id = $1`
const rangeSql = `
  SELECT date_part('isodow', kst(hour))::int AS weekday, date_part('hour', kst(hour))::int AS hour, sum(sum_cheese)::bigint AS sum
  FROM channel_hours WHERE channel_id = $1 AND hour >= $2 AND hour < $3 GROUP BY 1, 2`

type Cell = { weekday: number; hour: number; sum: number }

/** Sums in cheese of confirmed donations by weekday, Monday first, and KST hour (GET /creator/stats/heatmap). */
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
