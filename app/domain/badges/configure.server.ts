import type { z } from 'zod'
import { patientDb } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { refuse } from '~/domain/core/refusal'
import { assignIcons } from './icons.server'
import type { tierConfigInput } from './input'
import { isStillUsed } from './still-used'
import { readTiers } from './tiers.server'

type Config = z.output<typeof tierConfigInput>
/** Settling 100,000 supporters takes seconds. */
const LONGEST_MS = 60_000

/**
 * A creator's tiers, whole, in the channel's ledger lock, so that no confirmation runs beside it: `{tiers}`. A raised
 * threshold takes nothing from anybody, a lowered one gives at once, and a removed tier is seen no more but comes back
 * to whoever reached it. Refusals: `forbidden` (no channel), `invalid` (a picture that is not theirs), `conflict` (something is still kept for a removed tier)
 * (api.md PUT /badges/tier-config).
 */
export async function configureTiers(viewer: Viewer, { tiers }: Config) {
  const { id: channelId } = requireOwnChannel(viewer)
  await patientDb().$transaction(
    async (tx) => {
      await lockOwnChannel(tx, viewer)
      await tx.$executeRaw`SELECT lock_ledger(${channelId}::uuid)`
      await assignIcons(
        tx,
        channelId,
        tiers.map(({ icon }) => icon),
      )
      await keepTiers(tx, channelId, tiers)
      await removeAbove(tx, channelId, tiers.length)
      await tx.$executeRaw`SELECT settle_channel_badges(${channelId}::uuid)`
      await tx.$executeRaw`SELECT rank_channel_letters(${channelId}::uuid)`
    },
    { timeout: LONGEST_MS },
  )
  return { tiers: await readTiers(channelId) }
}

async function keepTiers(tx: Tx, channelId: string, tiers: Config['tiers']) {
  for (const { tier, thresholdAmount, perks, ...seen } of tiers) {
    const kept = { ...seen, ...perks, thresholdCheese: thresholdAmount }
    await tx.badge.upsert({
      where: { channelId_tier: { channelId, tier } },
      create: { channelId, tier, ...kept },
      update: kept,
    })
  }
}

/** Nobody may be asked for a badge that is not there any more before they write. */
async function removeAbove(tx: Tx, channelId: string, highest: number) {
  try {
    await tx.badge.deleteMany({ where: { channelId, tier: { gt: highest } } })
  } catch (error) {
    if (!isStillUsed(error)) throw error
    refuse('conflict', {
      title: '쓰고 있는 단계는 뺄 수 없어요',
      detail: '이 배지로 여는 콘텐츠가 있어요. 콘텐츠의 배지를 먼저 바꿔 주세요',
    })
  }
  await tx.channelSettings.updateMany({
    where: { channelId, fromTier: { gt: highest } },
    data: { fromTier: highest },
  })
}
