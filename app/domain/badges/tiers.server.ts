import type { z } from 'zod'
import { db, type Tx } from '~/db/client.server'
import { isStillReferenced } from '~/db/errors.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { wakeJobs } from '~/domain/core/jobs.server'
import { refuse } from '~/domain/core/refusal'
import { assignIcons } from './icons.server'
import type { tierConfigInput } from './input'
import { settleFirst } from './settle.server'

type Config = z.output<typeof tierConfigInput>

/** Of an open channel, for everybody (GET /badges). */
export async function listTiers(chzzkChannelId: string) {
  const channel = await db.channel.findFirst({
    where: { chzzkChannelId, openedAt: { not: null } },
    select: { id: true },
  })
  return { tiers: await listTiersOf(channel?.id ?? refuse('not_found')) }
}

export type Tier = Awaited<ReturnType<typeof listTiersOf>>[number]

export async function listTiersOf(channelId: string) {
  const tiers = await db.badge.findMany({ where: { channelId }, orderBy: { tier: 'asc' } })
  return tiers.map(({ tier, name, icon, thresholdCheese, lettersFirst, retweetWeight }) => ({
    tier,
    name,
    icon,
    thresholdAmount: thresholdCheese,
    perks: { lettersFirst, retweetWeight },
  }))
}

/** A supporter wears the highest tier that they reached: whoever has reached one has also reached those below it. Leans on prisma/functions/badges.sql. */
export async function listOwnTiers(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const [tiers, reached] = await Promise.all([
    listTiersOf(channelId),
    db.badgeHolders.findMany({ where: { channelId } }),
  ])
  const counts = new Map(reached.map(({ tier, count }) => [tier, count]))
  const countOf = (tier: number) => (tier <= tiers.length ? (counts.get(tier) ?? 0) : 0)
  return tiers.map((tier) => ({ ...tier, holders: countOf(tier.tier) - countOf(tier.tier + 1) }))
}

/**
 * In the ledger's lock; a raised threshold takes no badge away (PUT /badges/tier-config). `settling`: a job goes on giving badges to
 * those whom a lowered one reaches. Leans on prisma/functions/badges.sql.
 */
export async function configureTiers(viewer: Viewer, { tiers }: Config) {
  const { id: channelId } = requireOwnChannel(viewer)
  const settling = await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    await tx.$executeRaw`SELECT lock_ledger(${channelId}::uuid)`
    await assignIcons(
      tx,
      channelId,
      tiers.map(({ icon }) => icon),
    )
    await upsertTiers(tx, channelId, tiers)
    await deleteTiersAbove(tx, channelId, tiers.length)
    return settleFirst(tx, channelId)
  })
  if (settling) wakeJobs()
  return { tiers: await listTiersOf(channelId), settling }
}

async function upsertTiers(tx: Tx, channelId: string, tiers: Config['tiers']) {
  for (const { tier, thresholdAmount, perks, ...shown } of tiers) {
    const fields = { ...shown, ...perks, thresholdCheese: thresholdAmount }
    await tx.badge.upsert({
      where: { channelId_tier: { channelId, tier } },
      create: { channelId, tier, ...fields },
      update: fields,
    })
  }
}

/** A letter must not require a badge that is gone. */
async function deleteTiersAbove(tx: Tx, channelId: string, highest: number) {
  try {
    await tx.badge.deleteMany({ where: { channelId, tier: { gt: highest } } })
  } catch (error) {
    if (!isStillReferenced(error)) throw error
    refuse('conflict', { because: 'tier_in_use' })
  }
  await tx.channelSettings.updateMany({
    where: { channelId, fromTier: { gt: highest } },
    data: { fromTier: highest },
  })
}
