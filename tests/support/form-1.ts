import { db } from '~/db/client.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { hashEntryForm } from '~/domain/proofs/entry-form'
import type { Client } from './melt'

/** A rejected donation as ledgers have it of before 2026-11-30: its entry's hash covers the reason itself. It is the ledger's first. */
export async function appendEntryOfForm1(creator: Client, reason: string) {
  const { id: channelId } = await db.channel.findUniqueOrThrow({
    where: { chzzkChannelId: creator.chzzkUserId },
  })
  const { id: donationId } = await withLedger(channelId, ({ createDonation }) =>
    createDonation(
      { status: 'OCCURRED', source: 'manual', occurredAt: new Date() },
      { kind: 'creator', id: creator.id },
    ),
  )
  await withLedger(channelId, ({ changeStatus }) =>
    changeStatus(
      { id: donationId, status: 'OCCURRED' },
      { to: 'REJECTED', amountCheese: null, actor: { kind: 'creator', id: creator.id }, reason },
    ),
  )
  await rewriteInForm1(channelId)
}

async function rewriteInForm1(channelId: string) {
  const entries = await db.donationEntry.findMany({ where: { channelId }, orderBy: { seq: 'asc' } })
  let prevHash = '0'.repeat(64)
  for (const { form: _, reasonSalt: __, reasonDigest: ___, hash: ____, ...entry } of entries) {
    const hash = hashEntryForm({ ...entry, form: 1, prevHash })
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`
      await tx.$executeRaw`
        UPDATE donation_entries SET form = 1, reason_salt = NULL, reason_digest = NULL, prev_hash = ${prevHash}, hash = ${hash}
        WHERE channel_id = ${channelId}::uuid AND seq = ${entry.seq}`
      await tx.$executeRaw`UPDATE ledger_heads SET hash = ${hash} WHERE channel_id = ${channelId}::uuid`
    })
    prevHash = hash
  }
}
