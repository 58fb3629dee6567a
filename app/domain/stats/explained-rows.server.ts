import { query as runQuery, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { type Cursor, encodeCursor, keysetValues, MAX_PAGE, toPage } from '~/domain/core/keyset'
import { END, explainedPageSql, MAX_EXAMINED } from './explained-sql'
import type { Figure, FigureName } from './input'
import { type ExplainedSqlRow, toExplainedRow } from './presenter'
import { daysOfRange, instantsOf, type Span, spanOf } from './span'

type ReadRow = Omit<ExplainedSqlRow, 'kind'> & { kind: ExplainedSqlRow['kind'] | typeof END }
const isShown = (row: ReadRow): row is ExplainedSqlRow => row.kind !== END

type PageQuery = { included: boolean; cursor?: Cursor; limit: number }

export async function listExplainedRows(
  viewer: Viewer,
  figure: Figure,
  { included, cursor, limit }: PageQuery,
  now: Date,
  run: TypedQuery = runQuery,
) {
  const forWhat = limit < MAX_PAGE ? 'page' : 'file'
  const name = `explain_${included ? 'in' : 'out'}_${figure.figure}_${forWhat}`
  const { from, to } = instantsOf(daysOf(figure, now))
  const channelId = requireOwnChannel(viewer).id
  const values = [channelId, from, ...keysetValues(cursor, to), limit + 1, ...narrowingOf(figure)]
  const rows = await run<ReadRow>(
    name,
    explainedPageSql(figure.figure, included, MAX_EXAMINED[forWhat]),
    values,
  )
  const placeOf = ({ at, id }: ReadRow) => ({ at, id })
  const end = rows.findIndex(({ kind }) => kind === END)
  const last = rows[end]
  const page = last
    ? { items: rows.slice(0, end), nextCursor: encodeCursor(placeOf(last)) }
    : toPage(rows, limit, placeOf)
  return { items: page.items.filter(isShown).map(toExplainedRow), nextCursor: page.nextCursor }
}

function narrowingOf(query: Figure): unknown[] {
  const { figure, source, broadcast, weekday, hour, chzzkUserId, range } = query
  const narrowing: Partial<Record<FigureName, unknown[]>> = {
    source: [source],
    broadcast: [broadcast === 'afterLive' ? 'after_live' : broadcast],
    hour: [weekday, hour],
    supporter: [chzzkUserId],
    repeatRate: [daysOfRange(range)],
  }
  return narrowing[figure] ?? []
}

function daysOf({ figure, range, date, until = date }: Figure, now: Date): Span {
  if (figure === 'today' || figure === 'week' || figure === 'month') return spanOf(figure, now)
  if (figure === 'day' && date && until) return { first: date, last: until }
  return figure === 'supporters' || figure === 'unconfirmed' ? spanOf('all', now) : spanOf(range, now)
}
