import { createHash } from 'node:crypto'
import { db, type Tx } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { newKey } from '~/files/store'
import { store } from '~/files/store.server'

const STAGED_FOR_MS = 60 * 60 * 1000

export type StagedFile = { key: string; mediaType: string; sizeBytes: number; sha256: string }

/** Its removal is scheduled first, and only `retainFile` cancels that: even a crash leaves no unused file. */
export async function stageFile(bytes: Uint8Array, mediaType: string): Promise<StagedFile> {
  const key = newKey()
  await db.fileRemoval.create({ data: { key, dueAt: new Date(Date.now() + STAGED_FOR_MS) } })
  await store.put(key, bytes, mediaType)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { key, mediaType, sizeBytes: bytes.byteLength, sha256 }
}

/** Refusal: `conflict` (it took too long). */
export async function retainFile(tx: Tx, { key }: StagedFile) {
  const { count } = await tx.fileRemoval.deleteMany({ where: { key, dueAt: { gt: new Date() } } })
  if (count === 0) refuse('conflict', { because: 'upload_expired' })
}

const BATCH_SIZE = 100
const MAX_FAILURES = 3
const RETRY_AFTER_MS = 60 * 60 * 1000

/** The outbox of removals; a failure is retried an hour later and delays nothing else. */
export async function removeDueFiles(): Promise<{ removed: number; failed: number }> {
  const counts = { removed: 0, failed: 0 }
  const due = await db.fileRemoval.findMany({
    where: { dueAt: { lte: new Date() } },
    orderBy: { dueAt: 'asc' },
    take: BATCH_SIZE,
  })
  for (const { key } of due) {
    if (counts.failed === MAX_FAILURES) break
    const isGone = await store.remove(key).then(
      () => true,
      () => false,
    )
    if (isGone) await db.fileRemoval.deleteMany({ where: { key } })
    else await tryLater(key)
    counts[isGone ? 'removed' : 'failed'] += 1
  }
  return counts
}

/** After an act, which a failure does not undo. */
export async function removeSoon() {
  await removeDueFiles().catch(() => undefined)
}

const tryLater = (key: string) =>
  db.fileRemoval.updateMany({ where: { key }, data: { dueAt: new Date(Date.now() + RETRY_AFTER_MS) } })
