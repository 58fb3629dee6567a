import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { findEntryPaths, findHeadProof, findSignedHead, type SignedHead } from '~/domain/proofs/head.server'
import { isSigning } from '~/domain/proofs/log-keys.server'
import { formatReceipt, MAX_RECEIPT_ENTRIES } from '~/domain/proofs/receipt'
import { nextSigningTime } from '~/domain/proofs/sign.server'
import { ofOwnChannel } from './access.server'
import { toEntryForm } from './entry'
import type { ReceiptState } from './presenter'

/** The receipt of a donation, for its donor or its creator; `not_found` for others, `receipt_not_ready` until its last entry is signed (GET /donations/:id/receipt). */
export async function getReceipt(viewer: Viewer, id: string): Promise<string> {
  const { channelId, entries } =
    (await findLastEntries(viewer, id, MAX_RECEIPT_ENTRIES)) ?? refuse('not_found')
  const [last] = entries
  if (!last) return refuse('not_found')
  const head = await findSignedHead(channelId, last.seq)
  return (head && (await proveEntries(head, entries.reverse()))) ?? refuseYet(toState(last.at))
}

type Entries = NonNullable<Awaited<ReturnType<typeof findLastEntries>>>['entries']

async function proveEntries(head: SignedHead, entries: Entries): Promise<string | null> {
  const { leaf } = head
  const seqs = entries.map(({ seq }) => seq)
  const [paths, proof] = await Promise.all([
    findEntryPaths(leaf.channelId, seqs, leaf.seq),
    findHeadProof(head),
  ])
  if (!paths || !proof) return null
  const proven = entries.map((entry, at) => ({ entry: toEntryForm(entry), path: paths[at] ?? [] }))
  return formatReceipt({ entries: proven, leaf, proof })
}

/** Whether a donation has its receipt, or from when; null for a registration that is still queued, and for whom it is no business of. */
export async function findReceiptState(viewer: Viewer, id: string): Promise<ReceiptState | null> {
  const found = await findLastEntries(viewer, id, 1)
  const [last] = found?.entries ?? []
  if (!found || !last) return null
  return (await findSignedHead(found.channelId, last.seq)) ? { state: 'ready' } : toState(last.at)
}

/** The newest first. */
function findLastEntries(viewer: Viewer, id: string, take: number) {
  return db.donation.findFirst({
    where: { id, OR: [{ donorId: viewer.id }, ofOwnChannel(viewer)] },
    select: { channelId: true, entries: { orderBy: { seq: 'desc' }, take } },
  })
}

function toState(lastEntryAt: Date): Waiting {
  if (!isSigning) return { state: 'unsigned' }
  const from = nextSigningTime(lastEntryAt)
  return from > new Date() ? { state: 'later', from: from.toISOString() } : { state: 'soon' }
}

type Waiting = Exclude<ReceiptState, { state: 'ready' }>

function refuseYet(waiting: Waiting): never {
  if (waiting.state === 'unsigned') refuse('receipt_not_ready', { because: 'ledger_unsigned' })
  if (waiting.state === 'soon') refuse('receipt_not_ready')
  const retryAfterSeconds = Math.max(1, Math.ceil((Date.parse(waiting.from) - Date.now()) / 1000))
  refuse('receipt_not_ready', { because: 'receipt_from', params: { from: waiting.from }, retryAfterSeconds })
}
