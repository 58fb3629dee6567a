import { inSnapshot, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { type Cursor, MAX_STREAMED_PAGE, toPage } from '~/domain/core/keyset'
import { refuse } from '~/domain/core/refusal'
import { requireAgreement } from '~/domain/stats/checks.server'
import { countRows } from '~/domain/stats/explain.server'
import { listExplainedRows } from '~/domain/stats/explained-rows.server'
import { exportExplanation } from '~/domain/stats/export.server'
import type { ExplainedRow } from '~/domain/stats/presenter'
import { withRanges } from '~/domain/stats/ranges.server'
import type { Span } from '~/domain/stats/span'
import { env } from '~/env.server'
import { calendarOf } from './calendar'
import { spanOfFigure, valueOfFigure } from './explained'
import { findFacts } from './facts.server'
import { toSettlementFigures, totalOf } from './figures'
import type { SettlementExplainQuery, SettlementFigure } from './input'
import { toSaidFigures } from './net'
import { type PendingRow, toPendingExplained } from './pending'
import type { SettlementExplanation } from './presenter'

/**
 * A figure with the donations of the days that it is made of, or the statements that say it; one that is not there is `not_found` (GET
 * /creator/settlement/explain). Days whose donations do not add up to what is kept of them are an error, as of every figure.
 */
export async function explainSettlement(
  viewer: Viewer,
  query: SettlementExplainQuery,
  now = new Date(),
): Promise<SettlementExplanation> {
  requireOwnChannel(viewer)
  if (!env.referenceFigures) refuse('not_found', { because: 'reference_figures_off' })
  return withRanges(viewer, now, () => inSnapshot((run) => explainWithin(viewer, query, now, run)))
}

const isSaid = ({ figure }: SettlementFigure) => figure === 'pending' || figure === 'pendingNet'
const dayFigure = ({ first, last }: Span) =>
  ({ figure: 'day', range: 'all', date: first, until: last }) as const

async function explainWithin(viewer: Viewer, query: SettlementExplainQuery, now: Date, run: TypedQuery) {
  const { figure, cursor, excludedCursor, limit } = query
  const { id } = requireOwnChannel(viewer)
  const facts = (await findFacts(id, now, run)) ?? refuse('not_found', { because: 'not_opted_in' })
  await requireAgreement(id, run)
  const computed = toSettlementFigures(facts)
  const figures = { ...computed, ...toSaidFigures(facts, computed) }
  const days = spanOfFigure(query, calendarOf(facts.today)) ?? refuse('not_found')
  const explained = { figure, value: valueOfFigure(query, figures), days, figures, asOf: now.toISOString() }
  if (isSaid(query)) {
    const listed = (included: boolean, after: Cursor | undefined) =>
      pageOfPending(facts.pending, included, after, limit)
    return { ...explained, included: listed(true, cursor), excluded: listed(false, excludedCursor) }
  }
  const asked = dayFigure(days)
  const included = await listExplainedRows(viewer, asked, { included: true, cursor, limit }, now, run)
  const isWhole = cursor === undefined && included.nextCursor === null
  if (isWhole && countRows(asked, included.items) !== totalOf(facts.days, days).sum) {
    throw new Error(`The days ${days.first} to ${days.last} of ${id} do not fit their donations`)
  }
  const left = { included: false, cursor: excludedCursor, limit }
  return { ...explained, included, excluded: await listExplainedRows(viewer, asked, left, now, run) }
}

/** A creator has few statements: their page is cut from all of them, the newest first. */
function pageOfPending(
  rows: readonly PendingRow[],
  included: boolean,
  after: Cursor | undefined,
  limit: number,
) {
  const keyOf = ({ occurredAt, id }: Pick<ExplainedRow, 'occurredAt' | 'id'>) => `${occurredAt} ${id}`
  const behind = after && keyOf({ occurredAt: after.at.toISOString(), id: after.id })
  const listed = rows
    .filter(({ reason }) => (reason === null) === included)
    .map(toPendingExplained)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1))
    .filter((row) => behind === undefined || keyOf(row) < behind)
  return toPage(listed, limit, ({ occurredAt, id }) => ({ at: new Date(occurredAt), id }))
}

/** All rows of an explanation in pages, those left out behind those it is made of (GET /creator/settlement/explain.csv). */
export async function exportSettlementExplanation(
  viewer: Viewer,
  query: SettlementFigure,
  now = new Date(),
): Promise<AsyncGenerator<ExplainedRow[]>> {
  const limit = isSaid(query) ? MAX_STREAMED_PAGE : 1
  const { days, included, excluded } = await explainSettlement(viewer, { ...query, limit }, now)
  return isSaid(query)
    ? inPages([included.items, excluded.items])
    : exportExplanation(viewer, dayFigure(days), now)
}

async function* inPages<Row>(pages: Row[][]) {
  yield* pages
}
