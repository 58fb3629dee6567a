import { Prisma, type Statement } from '#prisma'
import type { Tx } from '~/db/client.server'
import { streamPages } from '~/domain/core/keyset'
import { DAY_MS, kstDayBounds } from '~/domain/core/kst'
import { refuse } from '~/domain/core/refusal'
import { DELETED_NAME } from '~/domain/core/stored-names'
import type { KstPeriod } from './dates'
import type { LedgerRow } from './plan'

/** A plan holds them in memory: two lines of far apart days reach for all between them. */
const MAX_LEDGER_ROWS = 250_000

type Wanted = { channelId: string; from: string | null; to: string | null; ids: readonly string[] }
/** `at` is where a page ends. */
type Found = LedgerRow & { at: string }

const ROWS_AT_ONCE = 5_000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Donations as a plan looks at them, in one piece of JSON: cell by cell, a hundred thousand rows cost seconds and several times their memory.
 * Whoever left Melt is nobody, who contradicts no row.
 */
const foundSql = (wanted: Prisma.Sql) => Prisma.sql`
  SELECT coalesce(json_agg(r ORDER BY r.at, r.id), '[]') AS rows FROM (
    SELECT d.id, d.status, coalesce(d.amount_cheese, e.amount_cheese, d.claimed_amount_cheese) AS amount, d.occurred_at AS at,
      to_char(d.occurred_at AT TIME ZONE 'Asia/Seoul', 'YYYY-MM-DD') AS day, to_char(d.occurred_at AT TIME ZONE 'Asia/Seoul', 'HH24:MI:SS') AS time,
      l.identity AS "explainedBy", u.chzzk_user_id AS "donorId",
      CASE WHEN d.donor_id IS NULL THEN d.donor_name ELSE u.display_name END AS "donorName"
    FROM (${wanted}) d
    LEFT JOIN users u ON u.id = d.donor_id AND (u.agreed_at IS NOT NULL OR u.display_name <> ${DELETED_NAME})
    LEFT JOIN session_events e ON e.donation_id = d.id
    LEFT JOIN statement_lines l ON l.donation_id = d.id AND l.applied_at IS NOT NULL) r`

async function findRows(tx: Tx, wanted: Prisma.Sql): Promise<Found[]> {
  const [found] = await tx.$queryRaw<{ rows: Found[] }[]>(foundSql(wanted))
  return found?.rows ?? []
}

/** The donations of a period and a day around it, and these. Refusal: `illegal_transition`. */
export async function findLedgerRows(
  tx: Tx,
  { channelId, from, to, ids }: Wanted,
  maxRows = MAX_LEDGER_ROWS,
): Promise<LedgerRow[]> {
  const first = from === null ? null : new Date(kstDayBounds(from).from.getTime() - DAY_MS)
  const last = to === null ? null : new Date(kstDayBounds(to).to.getTime() + DAY_MS)
  const rows: LedgerRow[] = []
  const toRow = createRows()
  function keep(found: Found[]) {
    for (const one of found) rows.push(toRow(one))
    if (rows.length > maxRows) refuse('illegal_transition', { because: 'statement_period_too_long' })
  }
  const findOfPeriod = (after: Found | null, limit: number) =>
    findRows(
      tx,
      Prisma.sql`
        SELECT * FROM donation_events
        WHERE channel_id = ${channelId}::uuid AND status IN ('OCCURRED', 'CONFIRMED') AND occurred_at < ${last}::timestamptz
          AND (occurred_at, id) > (${after?.at ?? first}::timestamptz, ${after?.id ?? FIRST_ID}::uuid)
        ORDER BY occurred_at, id LIMIT ${limit}`,
    )
  if (first && last) for await (const found of streamPages(findOfPeriod, ROWS_AT_ONCE)) keep(found)
  const others = [...new Set(ids)]
  for (let n = 0; n < others.length; n += ROWS_AT_ONCE)
    keep(
      await findRows(
        tx,
        Prisma.sql`
          SELECT * FROM donation_events
          WHERE id = ANY (${others.slice(n, n + ROWS_AT_ONCE)}::uuid[]) AND channel_id = ${channelId}::uuid
            AND status IN ('OCCURRED', 'CONFIRMED')
            AND (occurred_at >= ${first}::timestamptz AND occurred_at < ${last}::timestamptz) IS NOT TRUE`,
      ),
    )
  return rows
}

/** Rows of one fan or day hold its text once. */
function createRows() {
  const texts = new Map<string, string>()
  function once(text: string) {
    const known = texts.get(text)
    if (known === undefined) texts.set(text, text)
    return known ?? text
  }
  return ({ id, status, amount, day, time, donorId, donorName, explainedBy }: Found): LedgerRow => ({
    id,
    status: status === 'CONFIRMED' ? 'CONFIRMED' : 'OCCURRED',
    amount,
    day: once(day),
    time,
    donorId: donorId && once(donorId),
    donorName: donorName && once(donorName),
    explainedBy,
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
