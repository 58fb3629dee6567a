import type { z } from 'zod'
import type { Viewer } from '~/domain/auth/viewer'
import { onEach, onEntriesOf, presentOutcome } from './bulk.server'
import { confirmInLedger, releaseMessageOf } from './confirm.server'
import { mayConfirm } from './find.server'
import type { confirmManyInput } from './input'

/**
 * Confirms up to 100 donations, each channel's in one transaction: `{confirmed, failed: [{id, code}], sum, entries}` with
 * the sum in cheese. What cannot be confirmed is named and stops nothing else. With the `entries` of a reversal of many
 * it is taken back: what they were confirmed with stands again (api.md POST /donations/confirm).
 */
export async function confirmDonations(viewer: Viewer, { items, entries }: z.infer<typeof confirmManyInput>) {
  const wanted = new Map(items.map((item) => [item.id, item]))
  const outcome = entries
    ? await onEntriesOf(viewer, entries, 'REVERSED', (ledger, id) =>
        confirmInLedger(ledger, viewer, id, null),
      )
    : await onEach(viewer, [...wanted.keys()], mayConfirm(viewer), async (ledger, id) => {
        const { amount, release } = wanted.get(id) ?? {}
        await confirmInLedger(ledger, viewer, id, amount ?? null)
        if (release) await releaseMessageOf(ledger.tx, viewer, id)
      })
  const { donations: confirmed, ...shown } = await presentOutcome(viewer, outcome)
  return { confirmed, ...shown }
}
