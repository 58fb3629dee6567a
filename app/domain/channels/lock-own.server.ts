import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'

/**
 * Holds one's own open channel until the transaction ends, so that what is written for it comes one after another and never into one
 * that closes meanwhile; rows that only point at it do not wait. Refusal: `signed_out` (it is theirs no more).
 */
export async function lockOwnChannel(tx: Tx, { id, channel }: Viewer) {
  const own = await tx.$queryRaw<object[]>`
    SELECT id FROM channels WHERE id = ${channel?.id}::uuid AND owner_id = ${id}::uuid AND opened_at IS NOT NULL FOR NO KEY UPDATE`
  if (own.length === 0) refuse('signed_out')
}
