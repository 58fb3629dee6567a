import type { TypedQuery } from '~/db/client.server'
import { totals } from '~/domain/statements/input'
import { PAID_OUT } from '~/domain/statements/kinds'
import { monthOf } from './calendar'
import { type PendingRow, pendingOf, type SaidDay } from './pending'

/** $2 is today, $3 the first day of its month. */
const totalsSql = `
  SELECT id, coalesce(from_day, '') AS "from", coalesce(to_day, '') AS "to", totals FROM statements
  WHERE channel_id = $1 AND state = 'applied' AND kind = 'totals' AND (totals ->> 'paidOn' > $2 OR to_day >= $3)`

/** Of each statement its own lines, so that where there is none nobody's are looked through. */
const daysSql = `
  SELECT s.id, s."from", l.day, l.paid, l.sum
  FROM (SELECT id, coalesce(from_day, '') AS "from" FROM statements
    WHERE channel_id = $1 AND state = 'applied' AND kind = 'lines' AND to_day >= $2 OFFSET 0) s
  CROSS JOIN LATERAL (
    SELECT coalesce(l.day, l.to_day) AS day, coalesce(l.state ~* '${PAID_OUT}', false) AS paid, sum(l.amount)::bigint AS sum
    FROM statement_lines l
    WHERE l.statement_id = s.id AND l.applied_at IS NOT NULL AND l.counted AND coalesce(l.day, l.to_day) >= $2
    GROUP BY 1, 2) l`

type TotalsRow = { id: string; from: string; to: string; totals: unknown }

/** What applied statements say of money that is still to be paid out. */
export async function findPending(channelId: string, today: string, run: TypedQuery): Promise<PendingRow[]> {
  const first = `${monthOf(today)}-01`
  const sums = await run<TotalsRow>('pending_totals', totalsSql, [channelId, today, first])
  const days = await run<SaidDay>('pending_days', daysSql, [channelId, first])
  const said = sums.map(({ totals: of, ...row }) => ({ ...row, ...totals.parse(of) }))
  return pendingOf(said, days, today)
}
