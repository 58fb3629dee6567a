import { query as runQuery, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { type Cursor, keysetBeforeSql, keysetValues, toPage } from '~/domain/core/keyset'
import type { Figure, FigureName } from './input'
import { type ExplainedSqlRow, toExplainedRow } from './presenter'
import { instantsOf, type Span, spanOf } from './span'

/** Why a donation `d` does not count: its state first, then what the figure asks besides. */
const NOT_CONFIRMED = `
  CASE WHEN d.merged_into_id IS NOT NULL THEN 'merged' WHEN d.status = 'OCCURRED' THEN 'waiting'
    WHEN d.status = 'REJECTED' THEN 'rejected' WHEN d.status = 'REVERSED' THEN 'reversed' END`
const CONFIRMED_BY = 'confirming_source(d.confirmed_by_kind)'
const NAMELESS = "CASE WHEN d.donor_id IS NULL THEN 'nameless' END"
const ONE_DAY = "CASE WHEN p.days < 2 THEN 'one_day' END"

const DAYS_OF_PEOPLE = `
    LEFT JOIN (SELECT donor_id, count(DISTINCT kst_day(occurred_at)) AS days FROM donation_events
      WHERE channel_id = $1 AND status = 'CONFIRMED' AND occurred_at >= $2 AND occurred_at < $3
      GROUP BY donor_id) p ON p.donor_id = d.donor_id`

const LEFT_OUT: Partial<Record<FigureName, string>> = {
  supporters: NAMELESS,
  activeSupporters: NAMELESS,
  repeatRate: `coalesce(${NAMELESS}, ${ONE_DAY})`,
  source: `CASE WHEN ${CONFIRMED_BY}::text <> $4 THEN ${CONFIRMED_BY}::text END`,
  broadcast: 'CASE WHEN d.broadcast::text <> $4 THEN d.broadcast::text END',
}

/** Only `hour` is about less than whole days. */
const inHour = (figure: FigureName, moment: string) =>
  figure === 'hour'
    ? ` AND extract(isodow FROM kst(${moment})) = $4::int AND extract(hour FROM kst(${moment})) = $5::int`
    : ''

const ABOUT: Partial<Record<FigureName, string>> = {
  supporter: ' AND u.chzzk_user_id = $4',
  unconfirmed: " AND d.status = 'OCCURRED'",
}

/** How many values a figure takes besides its days. */
const NARROWED: Partial<Record<FigureName, number>> = {
  source: 1,
  broadcast: 1,
  hour: 2,
  supporter: 1,
}

const donations = (figure: FigureName) => {
  const leftOut = LEFT_OUT[figure] ?? 'NULL'
  const reason = figure === 'unconfirmed' ? 'NULL' : `coalesce(${NOT_CONFIRMED}, ${leftOut})`
  return `
    SELECT d.id, 'donation' AS kind, d.occurred_at AS at, coalesce(u.display_name, d.donor_name) AS "donorName",
      u.chzzk_user_id AS "chzzkUserId", coalesce(d.amount_cheese, d.claimed_amount_cheese) AS amount, d.status::text AS status,
      CASE WHEN d.status = 'CONFIRMED' THEN ${CONFIRMED_BY}::text ELSE d.source::text END AS source,
      d.broadcast::text AS broadcast, ${reason} AS reason, d.donor_id AS donor,
      d.hide_name AS "hideName", d.hide_amount AS "hideAmount"
    FROM donation_events d LEFT JOIN users u ON u.id = d.donor_id${figure === 'repeatRate' ? DAYS_OF_PEOPLE : ''}
    WHERE d.channel_id = $1 AND d.occurred_at >= $2 AND d.occurred_at < $3
      ${ABOUT[figure] ?? ''}${inHour(figure, 'd.occurred_at')}`
}

const empty = `NULL::text AS "donorName", NULL::text AS "chzzkUserId", NULL::int AS amount, NULL::text AS status,
  NULL::text AS source, NULL::text AS broadcast`

const open = 'false AS "hideName", false AS "hideAmount"'

/** A fan who only opened CHZZK stays unnamed, and so does their intent: nothing of them is this creator's yet. */
const intents = (figure: FigureName) => `
  SELECT overlay(overlay(md5(i.id::text) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid AS id, 'intent' AS kind,
    i.created_at AS at, ${empty}, 'intent' AS reason, NULL::uuid AS donor, ${open}
  FROM donation_intents i WHERE i.channel_id = $1 AND i.created_at >= $2 AND i.created_at < $3 AND i.dismissed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM donation_events d WHERE d.intent_id = i.id)${inHour(figure, 'i.created_at')}`

const tests = (figure: FigureName) => `
  SELECT e.id, 'test' AS kind, e.received_at AS at, ${empty}, 'test' AS reason, NULL::uuid AS donor, ${open}
  FROM session_events e WHERE e.channel_id = $1 AND e.received_at >= $2 AND e.received_at < $3 AND e.outcome = 'test'
    ${inHour(figure, 'e.received_at')}`

function rowsSql(figure: FigureName): string {
  if (figure === 'supporter') return donations(figure)
  return [donations(figure), intents(figure), tests(figure)].join(' UNION ALL ')
}

/** The last three parameters are the page's. */
function explainedPageSql(figure: FigureName, included: boolean): string {
  const n = 3 + (NARROWED[figure] ?? 0)
  return `
    SELECT * FROM (${included ? donations(figure) : rowsSql(figure)}) figure_rows
    WHERE reason IS ${included ? '' : 'NOT '}NULL AND ${keysetBeforeSql('at', 'id', n + 1)}
    ORDER BY at DESC, id DESC LIMIT $${n + 3}`
}

function rowTotalsSql(figure: FigureName): string {
  return `
    SELECT coalesce(sum(amount) FILTER (WHERE reason IS NULL), 0)::bigint AS sum, count(*) FILTER (WHERE reason IS NULL) AS count,
      count(DISTINCT donor) FILTER (WHERE reason IS NULL) AS people, count(DISTINCT donor) FILTER (WHERE reason = 'one_day') AS "oneDay"
    FROM (${donations(figure)}) figure_rows`
}

type PageQuery = { included: boolean; cursor?: Cursor; limit: number }

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

function figureValues(viewer: Viewer, query: Figure, now: Date): unknown[] {
  const { from, to } = instantsOf(daysOf(query, now))
  const { source, broadcast, weekday, hour, chzzkUserId } = query
  const narrowing: Partial<Record<FigureName, unknown[]>> = {
    source: [source],
    broadcast: [broadcast === 'afterLive' ? 'after_live' : broadcast],
    hour: [weekday, hour],
    supporter: [chzzkUserId],
  }
  return [requireOwnChannel(viewer).id, from, to, ...(narrowing[query.figure] ?? [])]
}

function daysOf({ figure, range, date, until = date }: Figure, now: Date): Span {
  if (figure === 'today' || figure === 'week' || figure === 'month') return spanOf(figure, now)
  if (figure === 'day' && date && until) return { first: date, last: until }
  return figure === 'supporters' || figure === 'unconfirmed' ? spanOf('all', now) : spanOf(range, now)
}
