import type { Tx } from './transaction'

/**
 * Acts of one channel follow one another until the transaction ends; rows that only point at the channel do not wait.
 * Locks are taken in this order, or two acts wait for each other: channel, ledger, user, message.
 */
export async function lockChannel(tx: Tx, channelId: string) {
  await tx.$queryRaw`SELECT id FROM channels WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
}

/** Acts of one user that count what they did before follow one another until the transaction ends. */
export async function lockUser(tx: Tx, userId: string) {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`user ${userId}`}, 0))::text`
}
