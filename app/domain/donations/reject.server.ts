import type { Viewer } from '~/domain/auth/viewer'
import { closeDonation } from './close.server'

/**
 * Says that a waiting donation did not happen: the donation, gone from the feed. Refusals: `not_found`, `conflict`
 * (already rejected for another reason), `illegal_transition` (ledger.md §1).
 */
export function rejectDonation(viewer: Viewer, id: string, reason: string) {
  return closeDonation(viewer, id, { to: 'REJECTED', reason })
}
