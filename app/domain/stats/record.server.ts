import { query } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { type Cursor, keysetBeforeSql, keysetValues, runtimeSql, toPage } from '~/domain/core/keyset'
import { kstDayOf, startOfPeriod } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { requireAgreement } from './checks.server'
import type { ProofQuery } from './input'
import {
  MAX_COUNTED,
  type ProofDonation,
  type RecordFiguresRow,
  type RecordProof,
  type RecordRow,
  toRecord,
  toRecordFigures,
} from './record'

/** Of a person in a channel `c`; today, Monday and the first of the month are parameters from number `first` on. */
const figuresSql = (person: string) => `
  c.chzzk_channel_id AS "chzzkChannelId", c.name,
  coalesce(s.sum_cheese, 0) AS lifetime, coalesce(p.today, 0) AS today, coalesce(p.week, 0) AS week, coalesce(p.month, 0) AS month,
  (SELECT d.occurred_at FROM donation_events d
    WHERE d.channel_id = c.id AND d.donor_id = ${person} AND d.status = 'CONFIRMED' ORDER BY d.occurred_at DESC LIMIT 1) AS "lastSupportAt",
  b.tier, b.name AS "badgeName", b.icon, n.tier AS "nextTier", n.name AS "nextName", n.threshold_cheese AS "nextThreshold",
  now() AS "asOf"`

const joinsSql = (person: string, first: number) => `
  LEFT JOIN user_channel_stats s ON s.channel_id = c.id AND s.user_id = ${person}
  LEFT JOIN LATERAL (
    SELECT sum(k.sum_cheese) FILTER (WHERE k.day >= $${first}::date)::bigint AS today,
      sum(k.sum_cheese) FILTER (WHERE k.day >= $${first + 1}::date)::bigint AS week,
      sum(k.sum_cheese) FILTER (WHERE k.day >= $${first + 2}::date)::bigint AS month
    FROM user_channel_days k WHERE k.user_id = ${person} AND k.channel_id = c.id
      AND k.day >= least(${runtimeSql(first + 1, 'date')}, ${runtimeSql(first + 2, 'date')})) p ON true
  LEFT JOIN badge_of(c.id, ${person}) b ON true
  LEFT JOIN LATERAL (
    SELECT t.tier, t.name, t.threshold_cheese FROM badges t
    WHERE t.channel_id = c.id AND t.tier > coalesce(b.tier, 0) ORDER BY t.tier LIMIT 1) n ON true`

/** The last change, and the donation whose reversal did it. */
const badgeChangeSql = (person: string) => `
  g.at AS "changedAt", g.from_tier AS "fromTier", g.to_tier AS "toTier", bf.name AS "fromName", bt.name AS "toName",
  CASE WHEN coalesce(g.to_tier, 0) < g.from_tier THEN (
    SELECT d.id FROM donation_events d JOIN donation_entries e ON e.donation_id = d.id
    WHERE d.channel_id = c.id AND d.donor_id = ${person} AND e.to_status = 'REVERSED'
      AND e.at BETWEEN g.at - interval '5 minutes' AND g.at + interval '5 minutes'
    ORDER BY e.at DESC LIMIT 1) END AS "reversedId"`
const badgeChangeJoinsSql = (person: string) => `
  LEFT JOIN LATERAL (SELECT x.* FROM badge_changes x
    WHERE x.channel_id = c.id AND x.user_id = ${person} ORDER BY x.seq DESC LIMIT 1) g ON true
  LEFT JOIN badges bf ON bf.channel_id = c.id AND bf.tier = g.from_tier
  LEFT JOIN badges bt ON bt.channel_id = c.id AND bt.tier = g.to_tier`

const recordFiguresSql = `SELECT ${figuresSql('$1')} FROM channels c ${joinsSql('$1', 2)} WHERE c.chzzk_channel_id = $5`

/** No row for a person who neither donated nor began to there. */
export const recordSql = (person: string, channel: string, first: number) => `
  SELECT ${figuresSql(person)}, ${badgeChangeSql(person)}
  FROM channels c ${joinsSql(person, first)} ${badgeChangeJoinsSql(person)}
  WHERE c.chzzk_channel_id = ${channel} AND (
    s.user_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM donation_events d WHERE d.channel_id = c.id AND d.donor_id = ${person} AND d.status <> 'CONFIRMED')
    OR EXISTS (SELECT 1 FROM donation_intents i WHERE i.viewer_id = ${person} AND i.channel_id = c.id))`

/** Never planned for: how much a person donated makes no other plan, but plans anew each time. */
const ME = runtimeSql(1, 'uuid')
const UNCOUNTED = `FROM donation_events d WHERE d.donor_id = ${ME} AND d.status <> 'CONFIRMED'`
const latestSql = (which: string) => `
  (SELECT d.occurred_at FROM donation_events d
    WHERE d.donor_id = ${ME} AND d.channel_id = known.channel_id AND ${which} ORDER BY d.occurred_at DESC, d.id DESC LIMIT 1)`

/** Channels are found without reading what was donated to each. */
const recordsSql = `
  WITH RECURSIVE uncounted AS (
    (SELECT d.channel_id ${UNCOUNTED} ORDER BY d.channel_id LIMIT 1)
    UNION ALL
    SELECT (SELECT d.channel_id ${UNCOUNTED} AND d.channel_id > last.channel_id ORDER BY d.channel_id LIMIT 1)
    FROM uncounted last WHERE last.channel_id IS NOT NULL),
  known AS (SELECT channel_id FROM user_channel_stats WHERE user_id = ${ME} UNION SELECT channel_id FROM uncounted),
  page AS MATERIALIZED (
    SELECT channel_id, "latestAt" FROM (
      SELECT channel_id, greatest(${latestSql("d.status = 'CONFIRMED'")},
        ${latestSql("d.status <> 'CONFIRMED' AND d.status <> 'REJECTED'")}) AS "latestAt" FROM known) latest
    WHERE ${keysetBeforeSql('"latestAt"', 'channel_id', 6)}
    ORDER BY 2 DESC, 1 DESC LIMIT $5)
  SELECT c.id, page."latestAt", ${figuresSql(ME)}, ${badgeChangeSql(ME)}
  FROM page JOIN channels c ON c.id = page.channel_id ${joinsSql(ME, 2)} ${badgeChangeJoinsSql(ME)}
  ORDER BY page."latestAt" DESC, c.id DESC`

/** From what is confirmed, in KST days (GET /me/stats, docs/ledger.md §4). */
export async function getRecordFigures(viewer: Viewer, chzzkChannelId: string, now = new Date()) {
  const values = [viewer.id, ...recordDays(now), chzzkChannelId]
  const [row] = await query<RecordFiguresRow>('record_figures', recordFiguresSql, values)
  return toRecordFigures(row ?? refuse('not_found'))
}

type ListedRow = RecordRow & { id: string; latestAt: Date }
type PageQuery = { cursor?: Cursor; limit: number }

/** The last supported first (docs/product.md §2). */
export async function listRecords(viewer: Viewer, { cursor, limit }: PageQuery, now = new Date()) {
  const values = [viewer.id, ...recordDays(now), limit + 1, ...keysetValues(cursor)]
  const rows = await query<ListedRow>('records', recordsSql, values)
  const { items, nextCursor } = toPage(rows, limit, ({ latestAt, id }) => ({ at: latestAt, id }))
  return { items: items.map((row) => toRecord(row, now)), nextCursor }
}

export const recordDays = (now: Date) =>
  (['today', 'week', 'month'] as const).map((period) => kstDayOf(startOfPeriod(period, now) ?? now))

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

/** In one statement and so of one moment: the stored sum and count, and a page of both lists; what is left is counted to a thousand. */
const proofSql = `
  SELECT c.name, c.id AS "channelId", now() AS "asOf", coalesce(stored.sum, 0) AS value, coalesce(stored.count, 0) AS count,
    (SELECT count(*) FROM (SELECT 1 FROM donation_events d WHERE ${IS_LEFT} LIMIT ${MAX_COUNTED}) counted) AS "leftCount",
    ${rowsOf(COUNTS, '$7')} AS counted, ${rowsOf(IS_LEFT, '$8')} AS "left"
  FROM channels c LEFT JOIN LATERAL (
    SELECT s.sum_cheese AS sum, s.count FROM user_channel_stats s
    WHERE $3::timestamptz IS NULL AND s.channel_id = c.id AND s.user_id = $1
    UNION ALL
    SELECT sum(k.sum_cheese)::bigint, sum(k.count)::int FROM user_channel_days k
    WHERE $3::timestamptz IS NOT NULL AND k.user_id = $1 AND k.channel_id = c.id AND k.day >= $4::date
    HAVING $3::timestamptz IS NOT NULL) stored ON true
  WHERE c.chzzk_channel_id = $2`

type Row = {
  name: string
  channelId: string
  asOf: Date
  value: number
  count: number
  leftCount: number
  counted: ProofDonation[]
  left: ProofDonation[]
}

/** A value that its rows do not add up to is an error (docs/product.md §1 rule 8): here where they are all on one page, else in `checkWanted`. */
export async function getRecordProof(
  viewer: Viewer,
  chzzkChannelId: string,
  { period, list, cursor }: ProofQuery,
  now = new Date(),
): Promise<RecordProof> {
  const since = startOfPeriod(period, now)
  const maxOf = (name: typeof list) => (list === undefined || list === name ? MAX_ROWS + 1 : 0)
  const [row] = await query<Row>('record_proof', proofSql, [
    viewer.id,
    chzzkChannelId,
    since,
    since && kstDayOf(since),
    ...keysetValues(list && cursor),
    maxOf('counted'),
    maxOf('left'),
  ])
  const { name, channelId, asOf, value, count, leftCount, counted, left } = row ?? refuse('not_found')
  await requireAgreement(channelId)
  const isWhole = list === undefined && counted.length <= MAX_ROWS
  if (isWhole && counted.reduce((sum, { amount }) => sum + (amount ?? 0), 0) !== value) {
    throw new Error(`The own figure of ${viewer.id} does not fit its rows`)
  }
  return {
    channelName: name,
    period,
    value,
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
