import { query as runQuery, type TypedQuery } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { type Cursor, keysetValues, toPage } from '~/domain/core/keyset'
import { explainedPageSql, rowTotalsSql } from './explained-rows-sql'
import type { Figure } from './input'
import { type ExplainedSqlRow, toExplainedRow } from './presenter'
import { instantsOf, type Span, spanOf } from './span'

type PageQuery = { included: boolean; cursor?: Cursor; limit: number }

/** A page of the rows that a figure is made of, or of those left out. */
export async function listExplainedRows(
  viewer: Viewer,
  figure: Figure,
  { included, cursor, limit }: PageQuery,
  now: Date,
  run: TypedQuery = runQuery,
) {
  const name = `explain_${included ? 'in' : 'out'}_${figure.figure}`
  const values = [...figureValues(viewer, figure, now), ...keysetValues(cursor), limit + 1]
  const rows = await run<ExplainedSqlRow>(name, explainedPageSql(figure.figure, included), values)
  const { items, nextCursor } = toPage(rows, limit, ({ at, id }) => ({ at, id }))
  return { items: items.map(toExplainedRow), nextCursor }
}

export type RowTotals = { sum: number; count: number; people: number; oneDay: number }

export async function countExplainedRows(
  viewer: Viewer,
  figure: Figure,
  now: Date,
  run: TypedQuery,
): Promise<RowTotals> {
  const values = figureValues(viewer, figure, now)
  const [totals] = await run<RowTotals>(`explain_sum_${figure.figure}`, rowTotalsSql(figure.figure), values)
  return totals ?? { sum: 0, count: 0, people: 0, oneDay: 0 }
}

/** The values that a figure's SQL begins with. */
function figureValues(viewer: Viewer, query: Figure, now: Date): unknown[] {
  const { from, to } = instantsOf(daysOf(query, now))
  const { source, broadcast, weekday, hour, chzzkUserId } = query
  const narrowing = {
    source: [source],
    broadcast: [broadcast === 'afterLive' ? 'after_live' : broadcast],
    hour: [weekday, hour],
    supporter: [chzzkUserId],
  }
  const narrowed = query.figure in narrowing ? narrowing[query.figure as keyof typeof narrowing] : []
  return [requireOwnChannel(viewer).id, from, to, ...narrowed]
}

function daysOf({ figure, range, date, until = date }: Figure, now: Date): Span {
  if (figure === 'today' || figure === 'week' || figure === 'month') return spanOf(figure, now)
  if (figure === 'day' && date && until) return { first: date, last: until }
  return figure === 'supporters' || figure === 'unconfirmed' ? spanOf('all', now) : spanOf(range, now)
}
