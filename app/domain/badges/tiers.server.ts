import type { z } from 'zod'
import { db, patientDb, query, type Tx } from '~/db/client.server'
import { isStillReferenced } from '~/db/errors.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { refuse } from '~/domain/core/refusal'
import { assignIcons } from './icons.server'
import type { tierConfigInput } from './input'

type Config = z.output<typeof tierConfigInput>

/** Settling 100,000 supporters takes seconds. */
const MAX_SETTLING_MS = 60_000

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

/** A supporter holds the highest tier that they reached. */
export async function listOwnTiers(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const [tiers, holders] = await Promise.all([
    listTiersOf(channelId),
    query<{ tier: number; count: number }>(
      'badges_worn',
      `SELECT tier, count(*) FROM (
        SELECT max(u.tier) AS tier FROM user_badges u
        JOIN badges b ON b.channel_id = u.channel_id AND b.tier = u.tier
        WHERE u.channel_id = $1 GROUP BY u.user_id) highest GROUP BY tier`,
      [channelId],
    ),
  ])
  const counts = new Map(holders.map(({ tier, count }) => [tier, count]))
  return tiers.map((tier) => ({ ...tier, holders: counts.get(tier.tier) ?? 0 }))
}

/** In the ledger's lock; a raised threshold takes no badge away (PUT /badges/tier-config). Leans on prisma/functions/badges.sql. */
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
      await upsertTiers(tx, channelId, tiers)
      await deleteTiersAbove(tx, channelId, tiers.length)
      await tx.$executeRaw`SELECT update_channel_badges(${channelId}::uuid)`
      await tx.$executeRaw`SELECT rank_channel_letters(${channelId}::uuid)`
    },
    { timeout: MAX_SETTLING_MS },
  )
  return { tiers: await listTiersOf(channelId) }
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
