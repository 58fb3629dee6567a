import { db, lockChannel } from '~/db/client.server'
import { auditOptIn } from '~/domain/auth/audit.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'

/** Asks for the reference figures of one's own channel; whoever did so keeps the first date (PUT /creator/settlement/opt-in). */
export async function optIn(viewer: Viewer): Promise<{ optedInAt: string }> {
  const { id: channelId } = requireOwnChannel(viewer, 'open_channel_first')
  if (!env.referenceFigures) refuse('forbidden', { because: 'reference_figures_off' })
  return db.$transaction(async (tx) => {
    await lockChannel(tx, channelId)
    const before = await tx.settlementOptIn.findUnique({ where: { channelId } })
    if (before) return { optedInAt: before.optedInAt.toISOString() }
    const { optedInAt } = await tx.settlementOptIn.create({ data: { channelId } })
    await auditOptIn(tx, { actorId: viewer.id, channelId, act: 'settlement_opted_in' })
    return { optedInAt: optedInAt.toISOString() }
  })
}

/** From its commit on there are no figures; also where the operator switched them off (DELETE /creator/settlement/opt-in). */
export async function optOut(viewer: Viewer): Promise<void> {
  const { id: channelId } = requireOwnChannel(viewer, 'open_channel_first')
  await db.$transaction(async (tx) => {
    await lockChannel(tx, channelId)
    const { count } = await tx.settlementOptIn.deleteMany({ where: { channelId } })
    if (count > 0) await auditOptIn(tx, { actorId: viewer.id, channelId, act: 'settlement_opted_out' })
  })
}

/** A creator's own opt-in, as their export has it. */
export async function* collectOptIn({ id: ownerId }: Viewer) {
  const found = await db.settlementOptIn.findFirst({ where: { channel: { ownerId } } })
  if (!found) return
  const { optedInAt, feeRateHundredths: rate } = found
  yield { optedInAt: optedInAt.toISOString(), feeRatePercent: rate === null ? null : rate / 100 }
}
