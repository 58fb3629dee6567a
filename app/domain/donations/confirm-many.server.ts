import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/refusal'
import { confirmInLedger, viewFor } from './confirm.server'
import { mayConfirm } from './find.server'
import { type Ledger, withLedger } from './ledger.server'
import { showDonations, withPeople } from './show.server'

type Item = { id: string; amount?: number | null }
type Outcome = { confirmed: string[]; failed: { id: string; code: string }[] }

/**
 * Confirms up to 100 donations, each channel's in one transaction: `{confirmed, failed: [{id, code}], sum}` with the
 * sum in cheese. What cannot be confirmed is named and stops nothing else (api.md POST /donations/confirm).
 */
export async function confirmDonations(viewer: Viewer, items: Item[]) {
  const wanted = new Map(items.map((item) => [item.id, item]))
  const own = await db.donationEvent.findMany({
    where: { id: { in: [...wanted.keys()] }, ...mayConfirm(viewer) },
    select: { id: true, channelId: true },
  })
  const found = new Set(own.map(({ id }) => id))
  const outcome: Outcome = {
    confirmed: [],
    failed: [...wanted.keys()].filter((id) => !found.has(id)).map((id) => ({ id, code: 'not_found' })),
  }
  for (const channelId of new Set(own.map((donation) => donation.channelId))) {
    const ids = own.filter((donation) => donation.channelId === channelId).map(({ id }) => id)
    const ofChannel = await withLedger(channelId, (ledger) => confirmEach(viewer, ledger, ids, wanted))
    outcome.confirmed.push(...ofChannel.confirmed)
    outcome.failed.push(...ofChannel.failed)
  }
  return answer(viewer, outcome)
}

async function confirmEach(viewer: Viewer, ledger: Ledger, ids: string[], wanted: Map<string, Item>) {
  const outcome: Outcome = { confirmed: [], failed: [] }
  for (const id of ids) {
    try {
      await confirmInLedger(ledger, viewer, id, wanted.get(id)?.amount ?? null)
      outcome.confirmed.push(id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      outcome.failed.push({ id, code: error.reason })
    }
  }
  return outcome
}

async function answer(viewer: Viewer, { confirmed, failed }: Outcome) {
  const donations = await db.donationEvent.findMany({ where: { id: { in: confirmed } }, include: withPeople })
  const views = await showDonations(donations, { viewOf: ({ channelId }) => viewFor(viewer, channelId) })
  const sum = views.reduce((total, { amount }) => total + (amount ?? 0), 0)
  return { confirmed: views, failed, sum }
}
