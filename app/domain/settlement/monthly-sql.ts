import { MAX_STREAMED_PAGE } from '~/domain/core/keyset'

/** A donation as it is now, and as its entries until $4 say: what comes behind that one changes nothing that was begun. */
const NOW = `
  CROSS JOIN LATERAL (SELECT coalesce(d.amount_cheese, 0) AS amount, d.status, coalesce(d.confirmed_at, d.occurred_at) AS confirmed_at,
    d.confirmed_by_kind AS confirmer) past`
const UNTIL = `
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.amount_delta), 0)::int AS amount, (array_agg(e.to_status ORDER BY e.seq DESC))[1] AS status,
      (array_agg(e.at ORDER BY e.seq DESC) FILTER (WHERE e.to_status = 'CONFIRMED'))[1] AS confirmed_at,
      (array_agg(e.actor_kind ORDER BY e.seq DESC) FILTER (WHERE e.to_status = 'CONFIRMED'))[1] AS confirmer
    FROM donation_entries e WHERE e.donation_id = d.id AND e.seq <= $4) past`
const LINES = `
  LEFT JOIN LATERAL (
    SELECT l.statement_id, l.row, l.amount, s.sha256 FROM statement_lines l JOIN statements s ON s.id = l.statement_id
    WHERE l.donation_id = d.id AND l.applied_at IS NOT NULL AND s.state = 'applied' LIMIT 1) l ON true`
/** $1 is the channel, $2 and $3 the instants between which donations came. */
const OF_MONTH = 'd.channel_id = $1 AND d.occurred_at >= $2 AND d.occurred_at < $3'
const CONFIRMED = "past.status = 'CONFIRMED'"

/**
 * What is confirmed and what waits is kept by the day; what lines explain follows their number, or the month's donations where those are
 * fewer. $2 and $3 are instants, $4 and $5 the same days.
 */
export const monthlySumsSql = `
  SELECT coalesce(kept.count, 0)::int AS count, coalesce(kept.sum, 0)::bigint AS sum, coalesce(open.count, 0)::int AS waiting, explained.*
  FROM (SELECT sum(count) AS count, sum(sum_cheese) AS sum FROM channel_days
    WHERE channel_id = $1 AND day >= $4::date AND day <= $5::date) kept,
  (SELECT sum(count) AS count FROM channel_unconfirmed_days WHERE channel_id = $1 AND day >= $4::date AND day <= $5::date) open,
  (SELECT count(*)::int AS "reconciledCount", coalesce(sum(least(l.amount, d.amount_cheese)), 0)::bigint AS "reconciledSum",
    count(*) FILTER (WHERE l.amount <> d.amount_cheese)::int AS "differingCount",
    coalesce(sum(l.amount - d.amount_cheese), 0)::bigint AS difference
    FROM statement_lines l JOIN statements s ON s.id = l.statement_id JOIN donation_events d ON d.id = l.donation_id
    WHERE l.channel_id = $1 AND l.applied_at IS NOT NULL AND s.state = 'applied' AND d.status = 'CONFIRMED' AND ${OF_MONTH}) explained`

/** Of rows as they are now $4 is ignored; $5 and $6 are the place behind which the page begins, $7 its length. */
const rowsSql = (past: string, columns: string, from: string, also = '') => `
  SELECT d.id, d.occurred_at AS at, past.amount, past.confirmed_at AS "confirmedAt", confirming_source(past.confirmer) AS source, ${columns}
  FROM donation_events d ${past} ${from}
  WHERE ${OF_MONTH} AND ${CONFIRMED} AND $4::int >= 0${also} AND (d.occurred_at, d.id) > ($5::timestamptz, $6::uuid)
  ORDER BY d.occurred_at, d.id LIMIT least($7::int, ${MAX_STREAMED_PAGE})`

const LINE = 'l.statement_id AS "statementId", l.sha256, l.row, l.amount AS "lineAmount"'
const DIFFERS = ' AND l.amount IS DISTINCT FROM past.amount'
export const monthlyRowsSql = {
  now: rowsSql(NOW, LINE, LINES),
  nowDiffering: rowsSql(NOW, LINE, LINES, DIFFERS),
  until: rowsSql(UNTIL, LINE, LINES),
  untilDiffering: rowsSql(UNTIL, LINE, LINES, DIFFERS),
}

/** Entries of one person are linked by an id: of a fan who ever hid a name or an amount here, no name goes to anybody but the creator. */
export const monthlyNamesSql = rowsSql(
  UNTIL,
  'CASE WHEN NOT hidden.ever THEN coalesce(u.display_name, d.donor_name) END AS name, hidden.ever AS "hideName"',
  `LEFT JOIN users u ON u.id = d.donor_id
  CROSS JOIN LATERAL (SELECT d.hide_name OR d.hide_amount OR EXISTS (SELECT 1 FROM donation_events h
    WHERE h.channel_id = d.channel_id AND h.donor_id = d.donor_id AND (h.hide_name OR h.hide_amount)) AS ever) hidden`,
)

/** $1 is the channel, $2 and $3 the first and last day. */
const APPLIED = `
  FROM (SELECT id, sha256 FROM statements
    WHERE channel_id = $1 AND state = 'applied' AND from_day <= $3 AND to_day >= $2 OFFSET 0) s`

/** Lines that stand for no donation, of files that hold the same line those of the last. */
const STANDS_ALONE = `
  l.statement_id = s.id AND l.applied_at IS NULL AND coalesce(l.day, l.to_day) BETWEEN $2 AND $3
    AND l.outcome IS DISTINCT FROM 'explained'
    AND NOT EXISTS (SELECT 1 FROM statement_lines o JOIN statements other ON other.id = o.statement_id
      WHERE o.channel_id = $1 AND o.identity = l.identity
        AND (o.applied_at IS NOT NULL OR other.state = 'applied' AND o.statement_id > l.statement_id))`

/**
 * Lines whose donation was reversed, or merged into another, since they were applied: of the month in which it came, as before. They are
 * found by that month's donations that do not count. $4 and $5 are its instants.
 */
const TAKEN_BACK = `
  FROM (SELECT id FROM donation_events
    WHERE channel_id = $1 AND status IN ('REVERSED', 'REJECTED') AND occurred_at >= $4 AND occurred_at < $5 OFFSET 0) d
  CROSS JOIN LATERAL (
    SELECT l.statement_id, l.row, coalesce(l.day, l.to_day) AS day, l.amount, l.outcome, l.counted FROM statement_lines l
    WHERE l.donation_id = d.id AND l.applied_at IS NOT NULL LIMIT 1) l
  JOIN statements s ON s.id = l.statement_id AND s.state = 'applied'`
/** Nothing of what came behind the entry $6: until then it counted, and its line stood for it. */
const TAKEN_BACK_UNTIL = `
  ${TAKEN_BACK} WHERE (SELECT (array_agg(e.to_status ORDER BY e.seq DESC))[1] FROM donation_entries e
    WHERE e.donation_id = d.id AND e.seq <= $6) <> 'CONFIRMED'`

export const monthlyOnlyStatementSql = `
  SELECT (alone.count + taken.count)::int AS count, (alone.sum + taken.sum)::bigint AS sum
  FROM (SELECT count(*) AS count, coalesce(sum(l.amount), 0) AS sum ${APPLIED} JOIN statement_lines l ON ${STANDS_ALONE}) alone,
    (SELECT count(*) AS count, coalesce(sum(l.amount), 0) AS sum ${TAKEN_BACK}) taken`

/** A page of each statement, so that none is looked through for the lines of another; $7 and $8 are the place behind which it begins. */
export const monthlyLinesSql = `
  SELECT * FROM (
    (SELECT s.id AS "statementId", s.sha256, l.row, l.day, l.amount, l.outcome, l.counted, false AS "takenBack" ${APPLIED}
    CROSS JOIN LATERAL (
      SELECT l.row, coalesce(l.day, l.to_day) AS day, l.amount, l.outcome, l.counted FROM statement_lines l
      WHERE ${STANDS_ALONE} AND (l.statement_id, l.row) > ($7::uuid, $8::int)
      ORDER BY l.row LIMIT least($9::int, ${MAX_STREAMED_PAGE})) l)
    UNION ALL
    (SELECT s.id, s.sha256, l.row, l.day, l.amount, l.outcome, l.counted, true ${TAKEN_BACK_UNTIL}
      AND (l.statement_id, l.row) > ($7::uuid, $8::int))) lines
  ORDER BY "statementId", row LIMIT least($9::int, ${MAX_STREAMED_PAGE})`

/** Of a channel's applied statements those whose days touch these, with what their lines come to (`writeLines`). */
export const monthlyStatementsSql = `
  SELECT s.id, s.kind, s.sha256, coalesce(s.from_day, '') AS "from", coalesce(s.to_day, '') AS "to", s.totals,
    coalesce((s.line_sums->>'gross')::bigint, 0)::bigint AS gross, (s.line_sums->>'fee')::bigint AS fee, (s.line_sums->>'net')::bigint AS net,
    (SELECT count(*) FROM statement_refused_rows r WHERE r.statement_id = s.id)::int AS "unreadRows"
  FROM statements s WHERE s.channel_id = $1 AND s.state = 'applied' AND s.from_day <= $3 AND s.to_day >= $2
  ORDER BY s.from_day, s.id`
