import { query } from '~/db/client.server'
import { anyOfSql } from '~/domain/core/keyset'
import { type DonationRecord, type LikelyDouble, pairDoubles } from './doubles'
import type { DonationView } from './presenter'

/** Of each kind and donation: the cost does not grow with a channel. */
const MAX_CANDIDATES = 20

const RECORDED_AMOUNT = 'coalesce(d.amount_cheese, d.claimed_amount_cheese)'
const COLUMNS = `
  d.id, d.source, d.status, d.intent_id, d.donor_id AS "donorId", d.donor_name AS "donorName", d.claimed_amount_cheese, d.amount_cheese,
  d.confirmed_by_kind AS "confirmedByKind", d.merged_into_id AS "mergedIntoId", d.occurred_at AS "occurredAt", d.created_at AS "createdAt"`
const NAMELESS = "d.donor_id IS NULL AND d.status IN ('OCCURRED', 'CONFIRMED')"
const near = (when: string, before = "interval '1 day'") =>
  `${when} BETWEEN a.at - ${before} AND a.at + interval '1 day'`
const SIGNAL_BEFORE = "CASE a.source WHEN 'manual' THEN interval '1 day' ELSE interval '1 hour' END"
const CLAIM = "d.source = 'user_flow' AND d.merged_into_id IS NULL AND d.channel_id = a.channel_id"

/** Candidates for each donation: nameless signals, nameless entries by hand, and what fans registered. */
const DOUBLES = `
  WITH asked AS (
    SELECT ${COLUMNS}, d.channel_id, coalesce(i.created_at, d.occurred_at) AS at,
      coalesce(d.amount_cheese, e.amount_cheese, d.claimed_amount_cheese) AS amount
    FROM donation_events d LEFT JOIN donation_intents i ON i.id = d.intent_id LEFT JOIN session_events e ON e.donation_id = d.id
    WHERE d.id = ${anyOfSql(1, 'uuid[]')} AND d.merged_into_id IS NULL AND d.status <> 'REVERSED'
  ), pairs AS (
    SELECT a.id AS asked, d.* FROM asked a, LATERAL (
      SELECT ${COLUMNS} FROM (
        SELECT e.donation_id FROM session_events e
        WHERE a.source <> 'session' AND e.channel_id = a.channel_id AND e.amount_cheese = a.amount
          AND e.donor_id IS NULL AND e.donation_id IS NOT NULL AND ${near('e.received_at', SIGNAL_BEFORE)}
        ORDER BY e.received_at LIMIT ${MAX_CANDIDATES}) e
      JOIN donation_events d ON d.id = e.donation_id AND ${NAMELESS}
      UNION ALL
      (SELECT ${COLUMNS} FROM donation_events d
        WHERE a.source <> 'manual' AND d.source = 'manual' AND ${NAMELESS} AND d.channel_id = a.channel_id
          AND d.amount_cheese = a.amount AND ${near('d.occurred_at')}
        ORDER BY d.occurred_at DESC LIMIT ${MAX_CANDIDATES})
      UNION ALL
      (SELECT ${COLUMNS} FROM donation_events d
        WHERE a."donorId" IS NULL AND a.source <> 'user_flow' AND ${CLAIM} AND d.status <> 'REVERSED'
          AND ${RECORDED_AMOUNT} = a.amount AND ${near('d.occurred_at')}
        ORDER BY d.occurred_at DESC LIMIT ${MAX_CANDIDATES})
      UNION ALL
      (SELECT ${COLUMNS} FROM donation_events d
        WHERE a.source = 'session' AND d.donor_id = a."donorId" AND ${CLAIM} AND d.status = 'REJECTED' AND ${near('d.occurred_at')}
        ORDER BY d.occurred_at DESC LIMIT ${MAX_CANDIDATES})
    ) d
    UNION ALL
    SELECT a.id AS asked, ${COLUMNS} FROM asked a JOIN donation_events d ON d.id = a.id
  )
  SELECT d.*, coalesce(u.display_name, d."donorName") AS name, coalesce(i.created_at, d."occurredAt") AS "recordedFrom",
    coalesce(d.amount_cheese, e.amount_cheese, d.claimed_amount_cheese) AS "amountCheese",
    CASE WHEN d.status = 'REJECTED' THEN (SELECT r.at FROM donation_entries r WHERE r.donation_id = d.id ORDER BY r.seq DESC LIMIT 1) END AS "rejectedAt",
    e.id IS NOT NULL
      OR (SELECT count(*) > 0 FROM donation_events m JOIN session_events s ON s.donation_id = m.id WHERE m.merged_into_id = d.id) AS "hasSignal"
  FROM pairs d
  LEFT JOIN LATERAL (SELECT e.id, e.amount_cheese FROM session_events e WHERE e.donation_id = d.id LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT i.created_at FROM donation_intents i WHERE i.id = d.intent_id LIMIT 1) i ON true
  LEFT JOIN LATERAL (SELECT u.display_name FROM users u WHERE u.id = d."donorId" LIMIT 1) u ON true`

type Pair = DonationRecord & { asked: string }

export async function withLikelyDoubles<T extends DonationView>(donations: T[]): Promise<T[]> {
  const doubles = await findDoubles(donations.map(({ id }) => id))
  return donations.map((donation) => ({ ...donation, likelyDouble: doubles.get(donation.id) ?? null }))
}

async function findDoubles(ids: string[]): Promise<Map<string, LikelyDouble>> {
  if (ids.length === 0) return new Map()
  const pairs = await query<Pair>('likely_doubles', DOUBLES, [ids])
  return pairDoubles(
    pairs
      .filter(({ asked, id }) => asked === id)
      .map((record) => ({
        record,
        others: pairs.filter(({ asked, id }) => asked === record.id && id !== record.id),
      })),
  )
}
