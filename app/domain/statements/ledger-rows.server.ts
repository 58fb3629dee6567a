import type { Statement } from '#prisma'
import type { Tx } from '~/db/client.server'
import { DAY_MS, inKst, kstDayBounds } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { DELETED_NAME } from '~/domain/core/stored-names'
import type { KstPeriod } from './dates'
import type { LedgerRow } from './plan'

/** A plan holds them in memory: two lines of far apart days reach for all between them. */
const MAX_LEDGER_ROWS = 250_000

type Wanted = { channelId: string; from: string | null; to: string | null; ids: readonly string[] }
type Found = {
  id: string
  status: 'OCCURRED' | 'CONFIRMED'
  amount: number | null
  occurredAt: Date
  donorId: string | null
  donorName: string | null
  explainedBy: string | null
}

/** The donations of a period and a day around it, and these: whoever left Melt is nobody, who contradicts no row. Refusal: `illegal_transition`. */
export async function findLedgerRows(
  tx: Tx,
  { channelId, from, to, ids }: Wanted,
  maxRows = MAX_LEDGER_ROWS,
): Promise<LedgerRow[]> {
  const first = from === null ? null : new Date(kstDayBounds(from).from.getTime() - DAY_MS)
  const last = to === null ? null : new Date(kstDayBounds(to).to.getTime() + DAY_MS)
  const rows = await tx.$queryRaw<Found[]>`
    SELECT d.id, d.status, coalesce(d.amount_cheese, e.amount_cheese, d.claimed_amount_cheese) AS amount,
      d.occurred_at AS "occurredAt", l.identity AS "explainedBy",
      u.chzzk_user_id AS "donorId", CASE WHEN d.donor_id IS NULL THEN d.donor_name ELSE u.display_name END AS "donorName"
    FROM (
      SELECT id FROM donation_events WHERE channel_id = ${channelId}::uuid
        AND occurred_at >= ${first}::timestamptz AND occurred_at < ${last}::timestamptz
      UNION SELECT id FROM donation_events WHERE id = ANY (${ids}::uuid[]) AND channel_id = ${channelId}::uuid) wanted
    JOIN donation_events d ON d.id = wanted.id
    LEFT JOIN users u ON u.id = d.donor_id AND (u.agreed_at IS NOT NULL OR u.display_name <> ${DELETED_NAME})
    LEFT JOIN session_events e ON e.donation_id = d.id
    LEFT JOIN statement_lines l ON l.donation_id = d.id AND l.applied_at IS NOT NULL
    WHERE d.status IN ('OCCURRED', 'CONFIRMED') LIMIT ${maxRows + 1}`
  if (rows.length > maxRows) refuse('illegal_transition', { because: 'statement_period_too_long' })
  return rows.map(({ occurredAt, ...row }) => {
    const [day = '', time = ''] = inKst(occurredAt).split('T')
    return { ...row, day, time: time.slice(0, 8) }
  })
}

/** Which of its rows an earlier statement had: by identity, the donation that each explains. */
export async function findExplained(
  tx: Tx,
  { id, channelId }: Statement,
): Promise<Map<string, string | null>> {
  const rows = await tx.$queryRaw<{ identity: string; donationId: string | null }[]>`
    SELECT l.identity, l.donation_id AS "donationId" FROM statement_lines l
    JOIN statement_lines own ON own.statement_id = ${id}::uuid AND own.identity = l.identity
    WHERE l.channel_id = ${channelId}::uuid AND l.applied_at IS NOT NULL`
  return new Map(rows.map(({ identity, donationId }) => [identity, donationId]))
}

type Counted = { status: LedgerRow['status']; isExplained: boolean; count: number; sum: number }

/** Of sums alone nothing is paired: how many donations of a period there are of each kind, and of how much. */
export function countLedgerRows(tx: Tx, channelId: string, { from, to }: KstPeriod): Promise<Counted[]> {
  return tx.$queryRaw<Counted[]>`
    SELECT d.status, l.identity IS NOT NULL AS "isExplained", count(*)::int AS count,
      coalesce(sum(coalesce(d.amount_cheese, e.amount_cheese, d.claimed_amount_cheese)), 0)::float8 AS sum
    FROM donation_events d
    LEFT JOIN session_events e ON e.donation_id = d.id
    LEFT JOIN statement_lines l ON l.donation_id = d.id AND l.applied_at IS NOT NULL
    WHERE d.channel_id = ${channelId}::uuid AND d.status IN ('OCCURRED', 'CONFIRMED')
      AND d.occurred_at >= ${kstDayBounds(from).from}::timestamptz AND d.occurred_at < ${kstDayBounds(to).to}::timestamptz
    GROUP BY 1, 2`
}
