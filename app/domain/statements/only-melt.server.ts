import type { z } from 'zod'
import { db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { keysetValues, toPage } from '~/domain/core/keyset'
import { kstDayBounds } from '~/domain/core/kst'
import type { onlyMeltQuery } from './input'
import { findCandidates } from './list-lines.server'
import { getStatement } from './own.server'

const NOTHING = { items: [], nextCursor: null }

/**
 * Donations of its days that no line of it stands for or may stand for, the newest first (GET /creator/statements/:id/donations). A plan
 * counts the same (`holdDoubtful`): an open line holds all of its amount within a day, however few candidates are kept with it.
 */
export async function listOnlyMelt(
  viewer: Viewer,
  id: string,
  { outcome, cursor, limit }: z.infer<typeof onlyMeltQuery>,
) {
  const { id: channelId } = requireOwnChannel(viewer)
  const { fromDay, toDay } = await getStatement(channelId, id)
  if (fromDay === null || toDay === null) return NOTHING
  const status = outcome === 'onlyMeltConfirmed' ? 'CONFIRMED' : 'OCCURRED'
  const [before, beforeId] = keysetValues(cursor, kstDayBounds(toDay).to)
  // Open lines are looked for one donation at a time: a join would go through all of a day for each.
  const keys = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT d.id, d.occurred_at AS at FROM donation_events d
    CROSS JOIN LATERAL (SELECT
      coalesce(d.amount_cheese, (SELECT amount_cheese FROM session_events WHERE donation_id = d.id), d.claimed_amount_cheese) AS amount,
      (d.occurred_at AT TIME ZONE 'Asia/Seoul')::date AS day) one
    WHERE d.channel_id = ${channelId}::uuid AND d.status = ${status}::donation_status
      AND (d.occurred_at, d.id) < (${before}::timestamptz, ${beforeId}::uuid)
      AND d.occurred_at >= ${kstDayBounds(fromDay).from}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM statement_lines l WHERE l.statement_id = ${id}::uuid AND l.donation_id = d.id)
      AND NOT EXISTS (SELECT 1 FROM statement_lines l WHERE l.donation_id = d.id AND l.applied_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM statement_lines l
        WHERE l.statement_id = ${id}::uuid AND l.choice_donation_id IS NOT NULL AND l.choice_donation_id = d.id)
      AND NOT coalesce(
        (SELECT true FROM statement_lines l
        WHERE l.statement_id = ${id}::uuid AND l.outcome IS NOT NULL AND NOT l.is_sure AND l.applied_at IS NULL
          AND l.day IN (to_char(one.day - 1, 'YYYY-MM-DD'), to_char(one.day, 'YYYY-MM-DD'), to_char(one.day + 1, 'YYYY-MM-DD'))
          AND l.outcome IN ('onHold', 'differs', 'onlyStatement') AND l.amount = one.amount LIMIT 1),
        (SELECT true FROM statement_lines l
        WHERE l.statement_id = ${id}::uuid AND l.outcome IS NOT NULL AND NOT l.is_sure AND l.applied_at IS NULL
          AND l.day = to_char(one.day, 'YYYY-MM-DD') AND l.outcome = 'onlyStatement' AND d.id = ANY (l.candidates) LIMIT 1),
        false)
    ORDER BY d.occurred_at DESC, d.id DESC LIMIT ${limit + 1}`
  const { items, nextCursor } = toPage(keys, limit, (key) => key)
  const donations = await findCandidates(
    channelId,
    items.map((key) => key.id),
  )
  return { items: items.flatMap((key) => donations.get(key.id) ?? []), nextCursor }
}
