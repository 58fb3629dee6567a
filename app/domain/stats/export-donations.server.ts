import { query } from '~/db/query.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { streamPages } from '~/domain/core/keyset'
import { kstDayBounds } from '~/domain/core/kst'
import type { DonationsFile } from './export-input'
import type { DonationLine } from './export-lines'

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** A text that was withdrawn is erased, one that was hidden stays away; what is held the creator reads in the inbox too. */
const donationsSql = `
  SELECT d.id, d.occurred_at AS "occurredAt", d.status, CASE WHEN d.status = 'CONFIRMED' THEN d.amount_cheese ELSE 0 END AS counted,
    d.claimed_amount_cheese AS claimed, CASE WHEN d.status = 'CONFIRMED' THEN confirming_source(d.confirmed_by_kind) ELSE d.source END AS source,
    d.broadcast, coalesce(u.display_name, d.donor_name) AS "donorName", u.chzzk_user_id AS "chzzkUserId",
    CASE WHEN d.status = 'CONFIRMED' THEN d.confirmed_at END AS "confirmedAt",
    CASE WHEN d.status IN ('REJECTED', 'REVERSED') THEN
      (SELECT e.reason FROM donation_entries e WHERE e.donation_id = d.id ORDER BY e.seq DESC LIMIT 1) END AS reason,
    CASE WHEN m.hidden_at IS NULL THEN m.content END AS message, d.note, d.hide_amount AS "hideAmount", d.hide_name AS "hideName"
  FROM donation_events d
  LEFT JOIN users u ON u.id = d.donor_id
  LEFT JOIN messages m ON m.donation_id = d.id
  WHERE d.channel_id = $1 AND (d.occurred_at, d.id) > ($2, $3) AND d.occurred_at < $4
  ORDER BY d.occurred_at, d.id LIMIT $5`

/**
 * Every donation of a creator's own channel, whatever its state, oldest first, page after page. Refusal: `forbidden` (no channel)
 * (api.md GET /creator/export/donations.csv).
 */
export function exportDonations(viewer: Viewer, { from, to }: DonationsFile): AsyncGenerator<DonationLine[]> {
  const channelId = requireOwnChannel(viewer).id
  const begin = from ? kstDayBounds(from).from : '-infinity'
  const end = to ? kstDayBounds(to).to : 'infinity'
  return streamPages((after, limit) =>
    query<DonationLine>('export_donations', donationsSql, [
      channelId,
      after?.occurredAt ?? begin,
      after?.id ?? FIRST_ID,
      end,
      limit,
    ]),
  )
}
