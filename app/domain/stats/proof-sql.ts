import { keysetBeforeSql } from '~/domain/core/keyset'

const MINE =
  "d.channel_id = c.id AND d.donor_id = $1 AND d.occurred_at >= coalesce($3, '-infinity'::timestamptz)"

const COUNTS = `${MINE} AND d.status = 'CONFIRMED'`
const IS_LEFT = `${MINE} AND d.status <> 'CONFIRMED'`

const rowsOf = (which: string, limit: string) => `
  (SELECT coalesce(json_agg(r), '[]') FROM (
    SELECT d.id, d.status, coalesce(d.amount_cheese, d.claimed_amount_cheese) AS amount, d.occurred_at AS "occurredAt"
    FROM donation_events d
    WHERE ${which} AND ${keysetBeforeSql('d.occurred_at', 'd.id', 5)}
    ORDER BY d.occurred_at DESC, d.id DESC LIMIT ${limit}) r)`

/**
 * A figure beside the donations that make it, in one statement and so of one moment: the kept sum, the sum of the rows
 * themselves, and a page of those that count ($7 at most) and of those that do not ($8 at most).
 */
export const proofSql = `
  SELECT c.name, now() AS "asOf",
    CASE WHEN $3::timestamptz IS NULL
      THEN (SELECT s.sum_cheese FROM user_channel_stats s WHERE s.channel_id = c.id AND s.user_id = $1)
      ELSE (SELECT sum(k.sum_cheese)::bigint FROM user_channel_days k
        WHERE k.user_id = $1 AND k.channel_id = c.id AND k.day >= $4::date) END AS value,
    t.sum, t.count, (SELECT count(*) FROM donation_events d WHERE ${IS_LEFT}) AS "leftCount",
    ${rowsOf(COUNTS, '$7')} AS counted, ${rowsOf(IS_LEFT, '$8')} AS "left"
  FROM channels c, LATERAL (SELECT sum(d.amount_cheese)::bigint AS sum, count(*) FROM donation_events d WHERE ${COUNTS}) t
  WHERE c.chzzk_channel_id = $2`
