import type { Viewer } from '~/domain/auth/viewer'
import { closeDonation } from './close.server'

/**
 * Takes a confirmation back: the donation, out of every figure at once. Refusals: `not_found`, `conflict` (already
 * reversed for another reason), `illegal_transition` (ledger.md §1).
 */
export function reverseDonation(viewer: Viewer, id: string, reason: string) {
  return closeDonation(viewer, id, 'REVERSED', reason)
}
