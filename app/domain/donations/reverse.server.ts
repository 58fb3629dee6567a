import type { z } from 'zod'
import type { Viewer } from '~/domain/auth/viewer'
import { onEach, onEntriesOf, presentOutcome } from './bulk.server'
import { closeDonation, closeInLedger } from './close.server'
import { ofOwnChannel } from './find.server'
import type { reverseManyInput } from './input'
import type { Ledger } from './ledger.server'

/**
 * Takes a confirmation back: the donation, out of every figure at once; `hold` puts its message back behind the blocked
 * word that it was released from. Refusals: `not_found`, `conflict` (already reversed for another reason),
 * `illegal_transition` (ledger.md §1).
 */
export function reverseDonation(viewer: Viewer, id: string, reason: string, { hold = false } = {}) {
  return closeDonation(viewer, id, { to: 'REVERSED', reason, hold })
}

/**
 * Takes up to 100 confirmations back at once, named by their donations or by the `entries` that a confirmation of many
 * answered: `{reversed, failed: [{id, code}], sum, entries}`, the sum in cheese that no longer counts. What was changed
 * since stays as it is and is named in `failed` (docs/decisions/0008 POST /donations/reverse).
 */
export async function reverseDonations(
  viewer: Viewer,
  { ids, entries, reason }: z.infer<typeof reverseManyInput>,
) {
  const reverse = (ledger: Ledger, id: string) =>
    closeInLedger(ledger, viewer, id, { to: 'REVERSED', reason })
  const outcome = entries
    ? await onEntriesOf(viewer, entries, 'CONFIRMED', reverse)
    : await onEach(viewer, [...new Set(ids)], ofOwnChannel(viewer), reverse)
  const { donations: reversed, ...shown } = await presentOutcome(viewer, outcome)
  return { reversed, ...shown }
}
