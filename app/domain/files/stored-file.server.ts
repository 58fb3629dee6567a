import { createHash } from 'node:crypto'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { refuse } from '~/domain/core/refusal'
import { newKey } from '~/files/key.server'
import { store } from '~/files/store.server'

const POINT_WITHIN_MS = 60 * 60 * 1000

export type StagedFile = { key: string; mediaType: string; sizeBytes: number; sha256: string }

/**
 * Puts a file into the store under a new key. It is due to be removed before it is there, and only `retainFile` takes that
 * back: an upload that comes to nothing, even by a crash, leaves nothing.
 */
export async function stageFile(bytes: Uint8Array, mediaType: string): Promise<StagedFile> {
  const key = newKey()
  await db.fileRemoval.create({ data: { key, dueAt: new Date(Date.now() + POINT_WITHIN_MS) } })
  await store.put(key, bytes, mediaType)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { key, mediaType, sizeBytes: bytes.byteLength, sha256 }
}

/** Keeps a file for good, in the transaction that points at it. Refusal: `conflict` (it took too long). */
export async function retainFile(tx: Tx, { key }: StagedFile) {
  const { count } = await tx.fileRemoval.deleteMany({ where: { key, dueAt: { gt: new Date() } } })
  if (count === 0) refuse('conflict', { because: 'upload_expired' })
}

const AT_ONCE = 100
/** A store that is away is not asked for a hundred files in vain. */
const MAX_FAILURES = 3
const AGAIN_AFTER_MS = 60 * 60 * 1000

/**
 * Takes out of the store what nothing points at any more: how many files went and how many failed. What fails is tried again
 * an hour later and keeps nothing else waiting.
 */
export async function removeDueFiles(): Promise<{ removed: number; failed: number }> {
  const told = { removed: 0, failed: 0 }
  const due = await db.fileRemoval.findMany({
    where: { dueAt: { lte: new Date() } },
    orderBy: { dueAt: 'asc' },
    take: AT_ONCE,
  })
  for (const { key } of due) {
    if (told.failed === MAX_FAILURES) break
    const isGone = await store.remove(key).then(
      () => true,
      () => false,
    )
    if (isGone) await db.fileRemoval.deleteMany({ where: { key } })
    else await tryLater(key)
    told[isGone ? 'removed' : 'failed'] += 1
  }
  return told
}

/** The same right after an act: whatever fails waits for a later round, and the act stays done. */
export async function removeSoon() {
  await removeDueFiles().catch(() => undefined)
}

const tryLater = (key: string) =>
  db.fileRemoval.updateMany({ where: { key }, data: { dueAt: new Date(Date.now() + AGAIN_AFTER_MS) } })
