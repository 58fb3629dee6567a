import { db, lockChannel } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'
import { parseFeeRate } from './net'

/** What others keep of an amount, as the creator says it; it goes with the opt-in (PUT /creator/settlement/fee-rate). */
export async function setFeeRate(viewer: Viewer, percent: string): Promise<{ percent: number }> {
  const { id: channelId } = requireOwnChannel(viewer, 'open_channel_first')
  if (!env.referenceFigures) refuse('forbidden', { because: 'reference_figures_off' })
  const feeRateHundredths = parseFeeRate(percent)
  await db.$transaction(async (tx) => {
    await lockChannel(tx, channelId)
    const { count } = await tx.settlementOptIn.updateMany({
      where: { channelId },
      data: { feeRateHundredths },
    })
    if (count === 0) refuse('forbidden', { because: 'not_opted_in' })
  })
  return { percent: feeRateHundredths / 100 }
}

/** From then on there is no net figure (DELETE /creator/settlement/fee-rate). */
export async function unsetFeeRate(viewer: Viewer): Promise<void> {
  const { id: channelId } = requireOwnChannel(viewer, 'open_channel_first')
  await db.settlementOptIn.updateMany({ where: { channelId }, data: { feeRateHundredths: null } })
}
