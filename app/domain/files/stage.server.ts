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
  if (count === 0) refuse('conflict', { detail: '올리는 데 너무 오래 걸렸어요. 다시 올려 주세요' })
}
