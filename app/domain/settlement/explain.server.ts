import { inSnapshot, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { requireAgreement } from '~/domain/stats/checks.server'
import { countRows } from '~/domain/stats/explain.server'
import { listExplainedRows } from '~/domain/stats/explained-rows.server'
import { withRanges } from '~/domain/stats/ranges.server'
import { env } from '~/env.server'
import { calendarOf } from './calendar'
import { spanOfFigure, valueOfFigure } from './explained'
import { findFacts } from './facts.server'
import { toSettlementFigures, totalOf } from './figures'
import type { SettlementExplainQuery } from './input'
import type { SettlementExplanation } from './presenter'

/**
 * A figure with the donations of the days that it is made of; one that is not there is `not_found` (GET /creator/settlement/explain). Days
 * whose donations do not add up to what is kept of them are an error, as of every figure.
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

async function explainWithin(viewer: Viewer, query: SettlementExplainQuery, now: Date, run: TypedQuery) {
  const { figure, cursor, excludedCursor, limit } = query
  const { id } = requireOwnChannel(viewer)
  const facts = (await findFacts(id, now, run)) ?? refuse('not_found', { because: 'not_opted_in' })
  await requireAgreement(id, run)
  const figures = toSettlementFigures(facts)
  const days = spanOfFigure(query, calendarOf(facts.today)) ?? refuse('not_found')
  const asked = { figure: 'day', range: 'all', date: days.first, until: days.last } as const
  const included = await listExplainedRows(viewer, asked, { included: true, cursor, limit }, now, run)
  const isWhole = cursor === undefined && included.nextCursor === null
  if (isWhole && countRows(asked, included.items) !== totalOf(facts.days, days).sum) {
    throw new Error(`The days ${days.first} to ${days.last} of ${id} do not fit their donations`)
  }
  const left = { included: false, cursor: excludedCursor, limit }
  const excluded = await listExplainedRows(viewer, asked, left, now, run)
  const value = valueOfFigure(query, figures)
  return { figure, value, days, figures, included, excluded, asOf: now.toISOString() }
}
