import { query as runQuery, type TypedQuery } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { type Cursor, keysetBeforeSql, keysetValues, toPage } from '~/domain/core/keyset'
import type { Figure, FigureName } from './input'
import { type ExplainedSqlRow, toExplainedRow } from './presenter'
import { daysOfRange, instantsOf, type Span, spanOf } from './span'

/**
 * $1 is the channel, $2 the beginning of the figure's days, $3 and $4 the place behind which the page begins, $5 its length, the rest what
 * the figure asks besides. Each part of a list reads one page off one index, whatever else the channel holds.
 */
const behind = (at: string, id: string) => `${at} >= $2::timestamptz AND ${keysetBeforeSql(at, id, 3)}`

/** Only `hour` is about less than whole days. */
const inHour = (figure: FigureName, moment: string) =>
  figure === 'hour'
    ? ` AND extract(isodow FROM kst(${moment})) = $6::int AND extract(hour FROM kst(${moment})) = $7::int`
    : ''

const donations = (figure: FigureName, where: string, first = '') => `
  (SELECT 'donation' AS kind, d.id, d.occurred_at AS at FROM donation_events d
  WHERE d.channel_id = $1 AND ${where} AND ${behind('d.occurred_at', 'd.id')}${inHour(figure, 'd.occurred_at')}
  ORDER BY ${first}d.occurred_at DESC, d.id DESC LIMIT $5)`

const CONFIRMED = "d.status = 'CONFIRMED'"
/** A state is no constant here: a partial index of all channels' donations in it would look as good as the channel's own. */
const inStates = (figure: FigureName, states: string) => `
  (SELECT own.* FROM unnest('{${states}}'::donation_status[]) now CROSS JOIN LATERAL ${donations(figure, 'd.status = now')} own)`
const PERSON = 'd.donor_id = (SELECT u.id FROM users u WHERE u.chzzk_user_id = $6)'

/** By who confirmed and whether the channel was on air, which lead their index. */
const confirmed = (figure: FigureName, which: string) => `
  (SELECT own.* FROM unnest(enum_range(NULL::actor_kind)) confirmer, unnest(enum_range(NULL::broadcast_state)) state
  CROSS JOIN LATERAL ${donations(figure, `${CONFIRMED} AND d.confirmed_by_kind = confirmer AND d.broadcast = state`)} own
  WHERE ${which})`

const SOURCE = 'confirming_source(confirmer)::text'
const BROADCAST = 'state::text'

/** Of a person in the range: $6 is how many days it has, 0 for all time. */
const DAYS = `CASE $6::int
  WHEN 0 THEN (SELECT s.days FROM user_channel_stats s WHERE s.channel_id = $1 AND s.user_id = d.donor_id)
  ELSE (SELECT r.days FROM user_channel_ranges r WHERE r.channel_id = $1 AND r.range_days = $6::int AND r.user_id = d.donor_id) END`

/** The hours that hold something, the last first, until the page is full. */
const IN_HOURS = `
  (SELECT own.* FROM channel_hours h CROSS JOIN LATERAL (
    SELECT 'donation' AS kind, d.id, d.occurred_at AS at FROM donation_events d
    WHERE d.channel_id = $1 AND ${CONFIRMED} AND d.occurred_at >= h.hour
      AND (d.occurred_at, d.id) < (least($3::timestamptz, h.hour + interval '1 hour'),
        CASE WHEN $3::timestamptz < h.hour + interval '1 hour' THEN $4::uuid ELSE '00000000-0000-0000-0000-000000000000' END)
    ORDER BY d.occurred_at DESC, d.id DESC LIMIT $5) own
  WHERE h.channel_id = $1 AND h.hour >= $2::timestamptz AND h.hour <= $3::timestamptz
    AND extract(isodow FROM kst(h.hour)) = $6::int AND extract(hour FROM kst(h.hour)) = $7::int
  ORDER BY h.hour DESC, own.at DESC, own.id DESC LIMIT $5)`

const INCLUDED: Partial<Record<FigureName, string>> = {
  unconfirmed: inStates('unconfirmed', 'OCCURRED'),
  supporter: donations('supporter', `${CONFIRMED} AND ${PERSON}`),
  supporters: donations('supporters', `${CONFIRMED} AND d.donor_id IS NOT NULL`),
  activeSupporters: donations('activeSupporters', `${CONFIRMED} AND d.donor_id IS NOT NULL`),
  repeatRate: donations('repeatRate', `${CONFIRMED} AND ${DAYS} > 1`),
  source: confirmed('source', `${SOURCE} = $6`),
  broadcast: confirmed('broadcast', `${BROADCAST} = $6`),
  hour: IN_HOURS,
}

/** A fan who only opened CHZZK stays unnamed, and so does their intent: nothing of them is this creator's yet. */
const UNNAMED = "overlay(overlay(md5(i.id::text) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid"

const others = (figure: FigureName) => `
  (SELECT 'intent' AS kind, ${UNNAMED} AS id, i.created_at AS at FROM donation_intents i
  WHERE i.channel_id = $1 AND i.dismissed_at IS NULL AND ${behind('i.created_at', UNNAMED)}${inHour(figure, 'i.created_at')}
    AND (SELECT d.id FROM donation_events d WHERE d.intent_id = i.id) IS NULL
  ORDER BY 3 DESC, 2 DESC LIMIT $5) UNION ALL
  (SELECT 'test' AS kind, e.id, e.received_at AS at FROM session_events e
  WHERE e.channel_id = $1 AND e.outcome = 'test' AND ${behind('e.received_at', 'e.id')}${inHour(figure, 'e.received_at')}
  ORDER BY 3 DESC, 2 DESC LIMIT $5)`

const unconfirmed = (figure: FigureName) => `
  ${inStates(figure, 'OCCURRED,REJECTED,REVERSED')} UNION ALL ${others(figure)}`

/** Ordered as their index is, which begins with the donor. */
const nameless = (figure: FigureName) =>
  donations(figure, `${CONFIRMED} AND d.donor_id IS NULL`, 'd.donor_id DESC, ')

const EXCLUDED: Partial<Record<FigureName, string>> = {
  unconfirmed: others('unconfirmed'),
  supporter: donations('supporter', `d.status <> 'CONFIRMED' AND ${PERSON}`),
  supporters: `${unconfirmed('supporters')} UNION ALL ${nameless('supporters')}`,
  activeSupporters: `${unconfirmed('activeSupporters')} UNION ALL ${nameless('activeSupporters')}`,
  repeatRate: `${unconfirmed('repeatRate')} UNION ALL ${nameless('repeatRate')} UNION ALL
    ${donations('repeatRate', `${CONFIRMED} AND d.donor_id IS NOT NULL AND ${DAYS} < 2`)}`,
  source: `${unconfirmed('source')} UNION ALL ${confirmed('source', `${SOURCE} <> $6`)}`,
  broadcast: `${unconfirmed('broadcast')} UNION ALL ${confirmed('broadcast', `${BROADCAST} <> $6`)}`,
}

const CONFIRMED_BY = 'confirming_source(d.confirmed_by_kind)::text'

/** Why one does not count: its state first, then what the figure asks besides. */
const REASONS: Partial<Record<FigureName, string>> = {
  supporters: "'nameless'",
  activeSupporters: "'nameless'",
  repeatRate: "CASE WHEN d.donor_id IS NULL THEN 'nameless' ELSE 'one_day' END",
  source: CONFIRMED_BY,
  broadcast: 'd.broadcast::text',
}
const reasonOf = (figure: FigureName, included: boolean) =>
  included
    ? 'NULL::text'
    : `CASE WHEN d.merged_into_id IS NOT NULL THEN 'merged' WHEN d.status = 'OCCURRED' THEN 'waiting'
      WHEN d.status = 'REJECTED' THEN 'rejected' WHEN d.status = 'REVERSED' THEN 'reversed' ELSE ${REASONS[figure] ?? 'NULL'} END`

/** What a row shows is read for the page's rows alone. */
function explainedPageSql(figure: FigureName, included: boolean): string {
  const parts = included
    ? (INCLUDED[figure] ?? donations(figure, CONFIRMED))
    : (EXCLUDED[figure] ?? unconfirmed(figure))
  return `
    SELECT page.kind, page.id, page.at, d."donorName", d."chzzkUserId", d.amount, d.status, d.source, d.broadcast,
      CASE page.kind WHEN 'donation' THEN d.reason ELSE page.kind END AS reason,
      coalesce(d."hideName", false) AS "hideName", coalesce(d."hideAmount", false) AS "hideAmount"
    FROM (SELECT kind, id, at FROM (${parts}) parts ORDER BY at DESC, id DESC LIMIT $5) page
    LEFT JOIN LATERAL (
      SELECT coalesce(u.display_name, d.donor_name) AS "donorName", u.chzzk_user_id AS "chzzkUserId",
        coalesce(d.amount_cheese, d.claimed_amount_cheese) AS amount, d.status::text AS status,
        CASE WHEN d.status = 'CONFIRMED' THEN ${CONFIRMED_BY} ELSE d.source::text END AS source,
        d.broadcast::text AS broadcast, ${reasonOf(figure, included)} AS reason,
        d.hide_name AS "hideName", d.hide_amount AS "hideAmount"
      FROM donation_events d LEFT JOIN users u ON u.id = d.donor_id
      WHERE page.kind = 'donation' AND d.id = page.id OFFSET 0) d ON true
    ORDER BY page.at DESC, page.id DESC`
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
  const { from, to } = instantsOf(daysOf(figure, now))
  const channelId = requireOwnChannel(viewer).id
  const values = [channelId, from, ...keysetValues(cursor, to), limit + 1, ...narrowingOf(figure)]
  const rows = await run<ExplainedSqlRow>(name, explainedPageSql(figure.figure, included), values)
  const { items, nextCursor } = toPage(rows, limit, ({ at, id }) => ({ at, id }))
  return { items: items.map(toExplainedRow), nextCursor }
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
