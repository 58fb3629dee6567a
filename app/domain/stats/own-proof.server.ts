import { query } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { keysetBeforeSql, keysetValues, toPage } from '~/domain/core/keyset'
import { kstDayOf, startOfPeriod } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import type { ProofQuery } from './input'
import type { OwnProof, ProofDonation } from './own-presenter'

const MAX_ROWS = 20

const OWN =
  "d.channel_id = c.id AND d.donor_id = $1 AND d.occurred_at >= coalesce($3, '-infinity'::timestamptz)"

const COUNTS = `${OWN} AND d.status = 'CONFIRMED'`
const IS_LEFT = `${OWN} AND d.status <> 'CONFIRMED'`

const rowsOf = (which: string, limit: string) => `
  (SELECT coalesce(json_agg(r), '[]') FROM (
    SELECT d.id, d.status, coalesce(d.amount_cheese, d.claimed_amount_cheese) AS amount, d.occurred_at AS "occurredAt"
    FROM donation_events d
    WHERE ${which} AND ${keysetBeforeSql('d.occurred_at', 'd.id', 5)}
    ORDER BY d.occurred_at DESC, d.id DESC LIMIT ${limit}) r)`

/**
 * A figure beside the donations that make it, in one statement and so of one moment: the stored sum, the sum of the rows
 * themselves, and a page of those that count ($7 at most) and of those that do not ($8 at most).
 */
const proofSql = `
  SELECT c.name, now() AS "asOf",
    CASE WHEN $3::timestamptz IS NULL
      THEN (SELECT s.sum_cheese FROM user_channel_stats s WHERE s.channel_id = c.id AND s.user_id = $1)
      ELSE (SELECT sum(k.sum_cheese)::bigint FROM user_channel_days k
        WHERE k.user_id = $1 AND k.channel_id = c.id AND k.day >= $4::date) END AS value,
    t.sum, t.count, (SELECT count(*) FROM donation_events d WHERE ${IS_LEFT}) AS "leftCount",
    ${rowsOf(COUNTS, '$7')} AS counted, ${rowsOf(IS_LEFT, '$8')} AS "left"
  FROM channels c, LATERAL (SELECT sum(d.amount_cheese)::bigint AS sum, count(*) FROM donation_events d WHERE ${COUNTS}) t
  WHERE c.chzzk_channel_id = $2`

type Row = {
  name: string
  asOf: Date
  value: number | null
  sum: number | null
  count: number
  leftCount: number
  counted: ProofDonation[]
  left: ProofDonation[]
}

/**
 * Why a person's figure of a period in a channel is what it is; with `list` the other list is empty. A value that its rows
 * do not add up to is an error and never an answer (docs/product.md §1 rule 8).
 */
export async function getOwnProof(
  viewer: Viewer,
  chzzkChannelId: string,
  { period, list, cursor }: ProofQuery,
  now = new Date(),
): Promise<OwnProof> {
  const since = startOfPeriod(period, now)
  const maxOf = (name: typeof list) => (list === undefined || list === name ? MAX_ROWS + 1 : 0)
  const [row] = await query<Row>('own_proof', proofSql, [
    viewer.id,
    chzzkChannelId,
    since,
    since && kstDayOf(since),
    ...keysetValues(list && cursor),
    maxOf('counted'),
    maxOf('left'),
  ])
  const { name, asOf, value, sum, count, leftCount, counted, left } = row ?? refuse('not_found')
  if ((value ?? 0) !== (sum ?? 0)) throw new Error(`The own figure of ${viewer.id} does not fit its rows`)
  return {
    channelName: name,
    period,
    value: value ?? 0,
    sum: sum ?? 0,
    count,
    leftCount,
    counted: toProofPage(counted),
    left: toProofPage(left),
    asOf: asOf.toISOString(),
  }
}

function toProofPage(rows: ProofDonation[]) {
  const donations = rows.map((row) => ({ ...row, occurredAt: new Date(row.occurredAt).toISOString() }))
  return toPage(donations, MAX_ROWS, ({ occurredAt, id }) => ({ at: new Date(occurredAt), id }))
}
