import { inSnapshot, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { kstDayOf } from '~/domain/core/kst'
import { requireAgreement } from './checks.server'
import { listExplainedRows } from './explained-rows.server'
import { getHeatmap, getSummaryWithin, getTimeline } from './figures.server'
import type { ExplainQuery, Figure } from './input'
import type { ExplainedRow } from './presenter'
import { withRanges } from './ranges.server'
import { spanOf } from './span'

export type Explanation = Awaited<ReturnType<typeof explainFigure>>

/**
 * A value that its rows do not add up to is an error (GET /creator/stats/explain; docs/product.md §1 rule 8): here where all of them are on
 * one page, else as soon as `checkWanted` has found it.
 */
export function explainFigure(viewer: Viewer, query: ExplainQuery, now = new Date()) {
  return withRanges(viewer, now, () => inSnapshot((run) => explainWithin(viewer, query, now, run)))
}

async function explainWithin(viewer: Viewer, query: ExplainQuery, now: Date, run: TypedQuery) {
  const { figure, cursor, excludedCursor, limit } = query
  await requireAgreement(requireOwnChannel(viewer).id, run)
  const value = await getFigure(viewer, query, now, run)
  const included = await listExplainedRows(viewer, query, { included: true, cursor, limit }, now, run)
  const isWhole = cursor === undefined && included.nextCursor === null
  const counted = isWhole ? countRows(query, included.items) : undefined
  if (counted !== undefined && counted !== value) throw unfit(viewer, query)
  const left = { included: false, cursor: excludedCursor, limit }
  const excluded = await listExplainedRows(viewer, query, left, now, run)
  return { figure, value, included, excluded, asOf: now.toISOString() }
}

export const unfit = (viewer: Viewer, { figure }: Figure) =>
  new Error(`The figure ${figure} of ${requireOwnChannel(viewer).id} does not fit its rows`)

/** What a figure is by its rows; undefined for a rate, which takes the others too. */
export function countRows({ figure }: Figure, rows: ExplainedRow[]): number | undefined {
  if (figure === 'repeatRate') return undefined
  if (figure === 'count' || figure === 'unconfirmed') return rows.length
  if (figure === 'supporters' || figure === 'activeSupporters') {
    return new Set(rows.map(({ chzzkUserId }) => chzzkUserId)).size
  }
  return rows.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
}

/** Cheese, a count or, of the repeat rate, a share of 1; null where there is none. */
export async function getFigure(
  viewer: Viewer,
  query: Figure,
  now: Date,
  run: TypedQuery,
): Promise<number | null> {
  const { figure, range, source = 'manual', broadcast = 'unknown', weekday = 1, hour = 0 } = query
  switch (figure) {
    case 'day':
      return getSumOfDays(viewer, query, now, run)
    case 'hour':
      return (await getHeatmap(viewer, range, now, run)).cells[weekday - 1]?.[hour] ?? 0
    case 'supporter':
      return getSumOfSupporter(viewer, query, now, run)
  }
  const summary = await getSummaryWithin(viewer, range, now, run)
  if (figure === 'source') return summary.bySource[source]
  if (figure === 'broadcast') return summary.byBroadcast[broadcast]
  return figure === 'unconfirmed' ? summary.unconfirmed.count : summary[figure]
}

async function getSumOfDays(
  viewer: Viewer,
  { date = kstDayOf(new Date(0)), until = date }: Figure,
  now: Date,
  run: TypedQuery,
) {
  const { days } = await getTimeline(viewer, 'all', now, run)
  return days.filter((day) => day.date >= date && day.date <= until).reduce((sum, day) => sum + day.sum, 0)
}

const supporterSumSql = `
  SELECT coalesce(sum(s.sum_cheese), 0)::bigint AS sum FROM users u JOIN user_channel_days s ON s.user_id = u.id
  WHERE u.chzzk_user_id = $2 AND s.channel_id = $1 AND s.day BETWEEN $3 AND $4`

async function getSumOfSupporter(viewer: Viewer, { range, chzzkUserId }: Figure, now: Date, run: TypedQuery) {
  const { first, last } = spanOf(range, now)
  const values = [requireOwnChannel(viewer).id, chzzkUserId, first, last]
  const [row] = await run<{ sum: number }>('stats_supporter_sum', supporterSumSql, values)
  return row?.sum ?? 0
}
