import type { Reward } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { findReplayed, replayOf } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import { removeSoon } from '~/domain/files/stored-file.server'
import { addCoupons } from './coupons.server'
import { attachFiles, detachFiles, receiveFiles, type Uploads } from './files.server'
import { FILES, type Gate, type RewardChange, type RewardInput } from './input'
import { getOwnReward } from './list.server'

/** Idempotent by `requestId` (POST /creator/contents). Refusals: `forbidden`, `invalid`, `conflict`. */
export async function createReward(viewer: Viewer, input: RewardInput, uploads: Uploads) {
  const { id: channelId } = requireOwnChannel(viewer)
  const before = await findReplayedId(db, channelId, input)
  if (before) return { reward: await getOwnReward(viewer, before), replayed: true }
  const files = await receiveFiles(uploads)
  const { id, replayed } = await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    const meanwhile = await findReplayedId(tx, channelId, input)
    if (meanwhile) return { id: meanwhile, replayed: true }
    const { title, body, link, requestId } = input
    const gate = await findGate(tx, channelId, input.gate)
    const { id } = await tx.reward.create({ data: { channelId, title, body, link, requestId, ...gate } })
    await attachFiles(tx, { channelId, rewardId: id }, files)
    await addCoupons(tx, id, input)
    return { id, replayed: false }
  })
  return { reward: await getOwnReward(viewer, id), replayed }
}

/** Refusal: `invalid` (no such tier). */
async function findGate(tx: Tx, channelId: string, gate: Gate) {
  if (gate === 'vip') return { gateVip: true, gateTier: null }
  const tier = Number(gate)
  const badge = await tx.badge.findUnique({ where: { channelId_tier: { channelId, tier } } })
  if (badge) return { gateVip: false, gateTier: tier }
  return refuse('invalid', { errors: [{ path: 'gate', message: 'unknown_tier' }] })
}

/** A reward that was deleted since is not created again by the same request. */
async function findReplayedId(tx: Tx, channelId: string, input: RewardInput) {
  const reward = await findReplayed(input.requestId, {
    find: (requestId) => tx.reward.findUnique({ where: { channelId_requestId: { channelId, requestId } } }),
    isSame: (earlier) => earlier.deletedAt !== null || isSameRequest(earlier, input),
    because: 'reward_already_created',
  })
  if (reward?.deletedAt) refuse('conflict', { because: 'reward_deleted' })
  return reward?.id ?? null
}

/** Whole but for its files and coupons (PUT /creator/contents/:id). Leans on prisma/functions/rewards.sql. */
export async function updateReward(viewer: Viewer, id: string, input: RewardChange, uploads: Uploads) {
  const own = await db.reward.findFirst({ where: { id, ...ownUndeleted(viewer) } })
  if (isReplayed(own ?? refuse('not_found'), input)) return getOwnReward(viewer, id)
  const files = await receiveFiles(uploads)
  await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    const kept = await lockReward(tx, viewer, id)
    if (isReplayed(kept, input)) return
    const { channelId } = kept
    const { title, body = null, link = null, requestId = null } = input
    const gate = await findGate(tx, channelId, input.gate)
    const data = { title, body, link, ...gate, changeId: requestId, updatedAt: new Date() }
    await tx.reward.update({ where: { id }, data })
    const removed = { image: input.removeImage, audio: input.removeAudio }
    await detachFiles(
      tx,
      id,
      FILES.filter((kind) => removed[kind]),
    )
    await attachFiles(tx, { channelId, rewardId: id }, files)
    if (input.takeBack) await deleteUnclaimedCoupons(tx, id)
    await addCoupons(tx, id, input)
  })
  await removeSoon()
  return getOwnReward(viewer, id)
}

/** Claimed coupons stay with their people (DELETE /creator/contents/:id). */
export async function deleteReward(viewer: Viewer, id: string) {
  await db.$transaction(async (tx) => {
    await lockReward(tx, viewer, id)
    await detachFiles(tx, id, [...FILES])
    await deleteUnclaimedCoupons(tx, id)
    const emptied = { body: null, link: null, gateTier: null, gateVip: false }
    await tx.reward.update({ where: { id }, data: { ...emptied, deletedAt: new Date() } })
  })
  await removeSoon()
}

const deleteUnclaimedCoupons = (tx: Tx, rewardId: string) =>
  tx.rewardCoupon.deleteMany({ where: { rewardId, claimedAt: null } })

const ownUndeleted = ({ channel }: Viewer) => ({
  channelId: channel?.id ?? refuse('not_found'),
  deletedAt: null,
})

/** Nobody claims a coupon while its reward changes. */
async function lockReward(tx: Tx, viewer: Viewer, id: string) {
  const { channelId } = ownUndeleted(viewer)
  const found = await tx.$queryRaw<object[]>`
    SELECT id FROM contents WHERE id = ${id}::uuid AND channel_id = ${channelId}::uuid AND deleted_at IS NULL FOR UPDATE`
  if (found.length === 0) refuse('not_found')
  return tx.reward.findUniqueOrThrow({ where: { id } })
}

function isReplayed(kept: Reward, change: RewardChange) {
  if (!change.requestId || change.requestId !== kept.changeId) return false
  return replayOf(kept, (earlier) => isSameRequest(earlier, change), 'reward_already_updated') !== null
}

type SavedReward = {
  title: string
  body: string | null
  link: string | null
  gateVip: boolean
  gateTier: number | null
}
type SentReward = { title: string; body?: string | null; link?: string | null; gate: Gate }

function isSameRequest(saved: SavedReward, { title, body = null, link = null, gate }: SentReward) {
  const savedGate = saved.gateVip ? 'vip' : String(saved.gateTier)
  return saved.title === title && saved.body === body && saved.link === link && savedGate === gate
}
