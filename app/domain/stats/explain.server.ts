import type { z } from 'zod'
import { query, type TypedQuery } from '~/db/query.server'
import { inSnapshot } from '~/db/snapshot.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { type Cursor, keysetValues, toPage } from '~/domain/core/keyset'
import { ANONYMOUS } from '~/domain/donations/presenter'
import { pageSql, recountSql } from './explain-sql'
import { getFigure } from './figure-value.server'
import type { explainQuery, Figure } from './input'
import { type ReasonCode, reasonWords, ruleOf } from './rule'
import { instantsOf, type Span, spanOf } from './span'

type Query = z.output<typeof explainQuery>
type Row = {
  id: string
  kind: 'donation' | 'intent' | 'test'
  at: Date
  donorName: string | null
  chzzkUserId: string | null
  amount: number | null
  status: string | null
  source: string | null
  broadcast: string | null
  reason: ReasonCode | null
  hideName: boolean
  hideAmount: boolean
}
type Recount = { sum: number; count: number; people: number; oneDay: number }

/**
 * "왜 이 수치인가요?": a figure of a creator's own channel with its rule in a sentence, the rows it is made of and those left out, each
 * with the reason, all of one moment: `{figure, value, rule, included, excluded, asOf}`. A value that its rows do not add up to is an
 * error and never an answer. Refusals: `forbidden` (no channel), `invalid` (api.md GET /creator/stats/explain; product.md §1 rule 8).
 */
export function explainFigure(viewer: Viewer, asked: Query, now = new Date()) {
  return inSnapshot(async (ask) => {
    const value = await getFigure(viewer, asked, now, ask)
    const figures = figureValues(viewer, asked, now)
    const [recount] = await ask<Recount>(`explain_sum_${asked.figure}`, recountSql(asked.figure), figures)
    if (!recount || addedUp(asked, recount) !== value) {
      throw new Error(`The figure ${asked.figure} of ${requireOwnChannel(viewer).id} does not fit its rows`)
    }
    const { cursor, excludedCursor, limit } = asked
    return {
      figure: asked.figure,
      value,
      rule: ruleOf(asked),
      included: await listExplainedRows(viewer, asked, { included: true, cursor, limit }, now, ask),
      excluded: await listExplainedRows(
        viewer,
        asked,
        { included: false, cursor: excludedCursor, limit },
        now,
        ask,
      ),
      asOf: now.toISOString(),
    }
  })
}

type Asked = { included: boolean; cursor?: Cursor; limit: number }

/** A page of the rows that a figure is made of, or of those left out: `{items, nextCursor}`. Refusal: `forbidden` (no channel). */
export async function listExplainedRows(
  viewer: Viewer,
  figure: Figure,
  asked: Asked,
  now: Date,
  ask: TypedQuery = query,
) {
  const { included, cursor, limit } = asked
  const name = `explain_${included ? 'in' : 'out'}_${figure.figure}`
  const values = [...figureValues(viewer, figure, now), ...keysetValues(cursor), limit + 1]
  const rows = await ask<Row>(name, pageSql(figure.figure, included), values)
  const { items, nextCursor } = toPage(rows, limit, ({ at, id }) => ({ at, id }))
  return { items: items.map(explainedRow), nextCursor }
}

export type ExplainedRow = ReturnType<typeof explainedRow>

function explainedRow({
  id,
  kind,
  at,
  donorName,
  chzzkUserId,
  amount,
  status,
  source,
  broadcast,
  reason,
  hideName,
  hideAmount,
}: Row) {
  return {
    id,
    kind,
    occurredAt: at.toISOString(),
    donorName: kind === 'donation' ? (donorName ?? ANONYMOUS) : null,
    chzzkUserId,
    amount,
    status,
    source,
    broadcast: broadcast === 'after_live' ? 'afterLive' : broadcast,
    reason: reason && reasonWords(reason),
    hideName,
    hideAmount,
  }
}

/** The values that the figure's SQL begins with. */
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

/** What the rows add up to, in the figure's own measure. */
function addedUp({ figure }: Figure, { sum, count, people, oneDay }: Recount): number | null {
  if (figure === 'count' || figure === 'unconfirmed') return count
  if (figure === 'supporters' || figure === 'activeSupporters') return people
  if (figure === 'repeatRate') return people + oneDay === 0 ? null : people / (people + oneDay)
  return sum
}
