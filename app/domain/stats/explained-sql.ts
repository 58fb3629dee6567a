import { keysetBeforeSql } from '~/domain/core/keyset'
import type { FigureName } from './input'

/**
 * $1 is the channel, $2 the beginning of the figure's days, $3 and $4 the place behind which the page begins, $5 its length, the rest what
 * the figure asks besides. Each part of a list reads one page off one index, whatever else the channel holds.
 */
const behind = (at: string, id: string) => `${at} >= $2::timestamptz AND ${keysetBeforeSql(at, id, 3)}`

/** Where not every row passes, so many are looked through: behind them the page ends, full or not, and the next goes on. */
export const MAX_EXAMINED = { page: 200, file: 1_000 }
const EXAMINED = '{examined}'
/** The kind of the row at which such a page ends. */
export const END = 'end'

type Part = { kind: string; id: string; at: string; from: string; first?: string; passes?: string }

function partSql({ kind, id, at, from, first = '', passes }: Part) {
  const rows = (also = '') => `
    SELECT '${kind}' AS kind, ${id} AS id, ${at} AS at${also} FROM ${from} AND ${behind(at, id)}
    ORDER BY ${first}${at} DESC, ${id} DESC`
  const examined = `
  (WITH seen AS MATERIALIZED (${rows(`, ${passes} AS passes`)} LIMIT ${EXAMINED})
  (SELECT kind, id, at FROM seen WHERE passes ORDER BY at DESC, id DESC LIMIT $5) UNION ALL
  (SELECT '${END}', id, at FROM seen ORDER BY at DESC, id DESC LIMIT 1 OFFSET ${EXAMINED} - 1))`
  return passes ? examined : `(${rows()} LIMIT $5)`
}

/** Only `hour` is about less than whole days. */
const inHour = (figure: FigureName, moment: string) =>
  figure === 'hour'
    ? `extract(isodow FROM kst(${moment})) = $6::int AND extract(hour FROM kst(${moment})) = $7::int`
    : undefined

const donations = (where: string, also: Pick<Part, 'first' | 'passes'> = {}) =>
  partSql({
    kind: 'donation',
    id: 'd.id',
    at: 'd.occurred_at',
    from: `donation_events d WHERE d.channel_id = $1 AND ${where}`,
    ...also,
  })

const CONFIRMED = "d.status = 'CONFIRMED'"
/** A state is no constant here: a partial index of all channels' donations in it would look as good as the channel's own. */
const inStates = (figure: FigureName, states: string) => `
  (SELECT own.* FROM unnest('{${states}}'::donation_status[]) now
  CROSS JOIN LATERAL ${donations('d.status = now', { passes: inHour(figure, 'd.occurred_at') })} own)`
const PERSON = 'd.donor_id = (SELECT u.id FROM users u WHERE u.chzzk_user_id = $6)'

/** By who confirmed and whether the channel was on air, which lead their index. */
const confirmed = (which: string) => `
  (SELECT own.* FROM unnest(enum_range(NULL::actor_kind)) confirmer, unnest(enum_range(NULL::broadcast_state)) state
  CROSS JOIN LATERAL ${donations(`${CONFIRMED} AND d.confirmed_by_kind = confirmer AND d.broadcast = state`)} own
  WHERE ${which})`

const SOURCE = 'confirming_source(confirmer)::text'
const BROADCAST = 'state::text'

/** Of a person in the range: $6 is how many days it has, 0 for all time. */
const DAYS = `CASE $6::int
  WHEN 0 THEN (SELECT s.days FROM user_channel_stats s WHERE s.channel_id = $1 AND s.user_id = d.donor_id)
  ELSE (SELECT r.days FROM user_channel_ranges r WHERE r.channel_id = $1 AND r.range_days = $6::int AND r.user_id = d.donor_id) END`

/** The hours that hold something, the last first, as many as fill the page. */
const IN_HOURS = `
  (SELECT own.* FROM (
    SELECT hour, sum(CASE WHEN hour + interval '1 hour' <= $3::timestamptz THEN count ELSE 0 END)
      OVER (ORDER BY hour DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later
    FROM channel_hours WHERE channel_id = $1 AND hour >= $2::timestamptz AND hour <= $3::timestamptz
      AND extract(isodow FROM kst(hour)) = $6::int AND extract(hour FROM kst(hour)) = $7::int) h
  CROSS JOIN LATERAL (
    SELECT 'donation' AS kind, d.id, d.occurred_at AS at FROM donation_events d
    WHERE d.channel_id = $1 AND ${CONFIRMED} AND d.occurred_at >= h.hour
      AND (d.occurred_at, d.id) < (least($3::timestamptz, h.hour + interval '1 hour'),
        CASE WHEN $3::timestamptz < h.hour + interval '1 hour' THEN $4::uuid ELSE '00000000-0000-0000-0000-000000000000' END)
    ORDER BY d.occurred_at DESC, d.id DESC LIMIT $5) own
  WHERE coalesce(h.later, 0) < $5
  ORDER BY h.hour DESC, own.at DESC, own.id DESC LIMIT $5)`

const INCLUDED: Partial<Record<FigureName, string>> = {
  unconfirmed: inStates('unconfirmed', 'OCCURRED'),
  supporter: donations(`${CONFIRMED} AND ${PERSON}`),
  supporters: donations(`${CONFIRMED} AND d.donor_id IS NOT NULL`),
  activeSupporters: donations(`${CONFIRMED} AND d.donor_id IS NOT NULL`),
  repeatRate: donations(CONFIRMED, { passes: `${DAYS} > 1` }),
  source: confirmed(`${SOURCE} = $6`),
  broadcast: confirmed(`${BROADCAST} = $6`),
  hour: IN_HOURS,
}

/** A fan who only opened CHZZK stays unnamed, and so does their intent: nothing of them is this creator's yet. */
const UNNAMED = "overlay(overlay(md5(i.id::text) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid"

const others = (figure: FigureName) =>
  [
    {
      kind: 'intent',
      id: UNNAMED,
      at: 'i.created_at',
      from: 'donation_intents i WHERE i.channel_id = $1 AND NOT i.has_donation AND i.dismissed_at IS NULL',
    },
    {
      kind: 'test',
      id: 'e.id',
      at: 'e.received_at',
      from: "session_events e WHERE e.channel_id = $1 AND e.outcome = 'test'",
    },
  ]
    .map((part) => partSql({ ...part, passes: inHour(figure, part.at) }))
    .join(' UNION ALL ')

const unconfirmed = (figure: FigureName) => `
  ${inStates(figure, 'OCCURRED,REJECTED,REVERSED')} UNION ALL ${others(figure)}`

/** Ordered as their index is, which begins with the donor. */
const NAMELESS = donations(`${CONFIRMED} AND d.donor_id IS NULL`, { first: 'd.donor_id DESC, ' })

const EXCLUDED: Partial<Record<FigureName, string>> = {
  unconfirmed: others('unconfirmed'),
  supporter: donations(`d.status <> 'CONFIRMED' AND ${PERSON}`),
  supporters: `${unconfirmed('supporters')} UNION ALL ${NAMELESS}`,
  activeSupporters: `${unconfirmed('activeSupporters')} UNION ALL ${NAMELESS}`,
  repeatRate: `${unconfirmed('repeatRate')} UNION ALL ${NAMELESS} UNION ALL
    ${donations(`${CONFIRMED} AND d.donor_id IS NOT NULL`, { passes: `${DAYS} < 2` })}`,
  source: `${unconfirmed('source')} UNION ALL ${confirmed(`${SOURCE} <> $6`)}`,
  broadcast: `${unconfirmed('broadcast')} UNION ALL ${confirmed(`${BROADCAST} <> $6`)}`,
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
export function explainedPageSql(figure: FigureName, included: boolean, examined: number): string {
  const parts = included
    ? (INCLUDED[figure] ?? donations(CONFIRMED))
    : (EXCLUDED[figure] ?? unconfirmed(figure))
  return `
    SELECT page.kind, page.id, page.at, d."donorName", d."chzzkUserId", d.amount, d.status, d.source, d.broadcast,
      CASE page.kind WHEN 'donation' THEN d.reason ELSE page.kind END AS reason,
      coalesce(d."hideName", false) AS "hideName", coalesce(d."hideAmount", false) AS "hideAmount"
    FROM (SELECT kind, id, at FROM (${parts.replaceAll(EXAMINED, `${examined}`)}) parts ORDER BY at DESC, id DESC, kind = '${END}' LIMIT $5) page
    LEFT JOIN LATERAL (
      SELECT coalesce(u.display_name, d.donor_name) AS "donorName", u.chzzk_user_id AS "chzzkUserId",
        coalesce(d.amount_cheese, d.claimed_amount_cheese) AS amount, d.status::text AS status,
        CASE WHEN d.status = 'CONFIRMED' THEN ${CONFIRMED_BY} ELSE d.source::text END AS source,
        d.broadcast::text AS broadcast, ${reasonOf(figure, included)} AS reason,
        d.hide_name AS "hideName", d.hide_amount AS "hideAmount"
      FROM donation_events d LEFT JOIN users u ON u.id = d.donor_id
      WHERE page.kind = 'donation' AND d.id = page.id OFFSET 0) d ON true
    ORDER BY page.at DESC, page.id DESC, page.kind = '${END}'`
}
