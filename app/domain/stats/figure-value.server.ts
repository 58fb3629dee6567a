import type { TypedQuery } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'
import { getHeatmap } from './heatmap.server'
import type { Figure } from './input'
import { spanOf } from './span'
import { getSummary } from './summary.server'
import { getTimeline } from './timeline.server'

/** A figure as the screens show it: cheese, a count or, of the repeat rate, a share of 1; null where there is none. */
export async function getFigure(
  viewer: Viewer,
  figure: Figure,
  now: Date,
  ask: TypedQuery,
): Promise<number | null> {
  const { range, source = 'manual', broadcast = 'unknown', weekday = 1, hour = 0 } = figure
  switch (figure.figure) {
    case 'day':
      return ofDays(viewer, figure, now, ask)
    case 'hour':
      return (await getHeatmap(viewer, range, now, ask)).cells[weekday - 1]?.[hour] ?? 0
    case 'supporter':
      return ofSupporter(viewer, figure, now, ask)
  }
  const summary = await getSummary(viewer, range, now, ask)
  if (figure.figure === 'source') return summary.bySource[source]
  if (figure.figure === 'broadcast') return summary.byBroadcast[broadcast]
  if (figure.figure === 'unconfirmed') return summary.unconfirmed.count
  return summary[figure.figure]
}

async function ofDays(
  viewer: Viewer,
  { date = kstDayOf(new Date(0)), until = date }: Figure,
  now: Date,
  ask: TypedQuery,
) {
  const { days } = await getTimeline(viewer, 'all', now, ask)
  return days.filter((day) => day.date >= date && day.date <= until).reduce((sum, day) => sum + day.sum, 0)
}

async function ofSupporter(viewer: Viewer, { range, chzzkUserId }: Figure, now: Date, ask: TypedQuery) {
  const { first, last } = spanOf(range, now)
  const [row] = await ask<{ sum: number }>(
    'stats_supporter_sum',
    `SELECT coalesce(sum(s.sum_cheese), 0)::bigint AS sum FROM users u JOIN user_channel_days s ON s.user_id = u.id
      WHERE u.chzzk_user_id = $2 AND s.channel_id = $1 AND s.day BETWEEN $3 AND $4`,
    [requireOwnChannel(viewer).id, chzzkUserId, first, last],
  )
  return row?.sum ?? 0
}
