import type { Reward } from '#prisma'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { findReplayed, replayOf } from '~/domain/core/idempotency.server'
import { refuse } from '~/domain/core/refusal'
import { removeSoon } from '~/domain/files/stored-file.server'
import { addCoupons } from './coupons.server'
import { attachFiles, detachFiles, receiveFiles, type Uploads } from './files.server'
import { FILES, type Gate, type RewardChange, type RewardInput } from './input'
import { getOwnReward } from './own.server'

/**
 * Shares a reward behind a gate: `{content, replayed}`, `replayed` when the same `requestId` made it before. Refusals:
 * `forbidden` (no channel), `invalid` (a tier that the channel does not have, a file that cannot be kept), `conflict` (too
 * many files in the channel, or this `requestId` made something else, or what is deleted) (POST /creator/contents).
 */
export async function createReward(viewer: Viewer, input: RewardInput, uploads: Uploads) {
  const { id: channelId } = requireOwnChannel(viewer)
  const before = await findSent(db, channelId, input)
  if (before) return { content: await getOwnReward(viewer, before), replayed: true }
  const files = await receiveFiles(uploads)
  const { id, replayed } = await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    const sent = await findSent(tx, channelId, input)
    if (sent) return { id: sent, replayed: true }
    const { title, body, link, requestId } = input
    const gate = await gateOf(tx, channelId, input.gate)
    const { id } = await tx.reward.create({ data: { channelId, title, body, link, requestId, ...gate } })
    await attachFiles(tx, { channelId, rewardId: id }, files)
    await addCoupons(tx, id, input)
    return { id, replayed: false }
  })
  return { content: await getOwnReward(viewer, id), replayed }
}

/** What of a gate is kept, where the channel has such a tier now. Refusal: `invalid`. */
export async function gateOf(tx: Tx, channelId: string, gate: Gate) {
  if (gate === 'vip') return { gateVip: true, gateTier: null }
  const tier = Number(gate)
  const badge = await tx.badge.findUnique({ where: { channelId_tier: { channelId, tier } } })
  if (badge) return { gateVip: false, gateTier: tier }
  return refuse('invalid', { errors: [{ path: 'gate', message: 'unknown_tier' }] })
}

async function findSent(tx: Tx, channelId: string, input: RewardInput) {
  const earlier = await findReplayed(input.requestId, {
    find: (requestId) => tx.reward.findUnique({ where: { channelId_requestId: { channelId, requestId } } }),
    isSame: (reward) => reward.deletedAt !== null || isSameRequest(reward, input),
    because: 'reward_already_created',
  })
  if (earlier?.deletedAt) refuse('conflict', { because: 'reward_deleted' })
  return earlier?.id ?? null
}

/**
 * Rewrites a content, whole but for its files and coupons: those stay unless others come or they are taken away. Answers
 * it as its creator sees it; the `requestId` of its last change changes nothing. Refusals: `not_found`, `invalid`, `conflict`
 * (PUT /creator/contents/:id).
 */
export async function updateReward(viewer: Viewer, id: string, input: RewardChange, uploads: Uploads) {
  const own = await db.reward.findFirst({ where: { id, ...standingOf(viewer) } })
  if (isReplayed(own ?? refuse('not_found'), input)) return getOwnReward(viewer, id)
  const files = await receiveFiles(uploads)
  await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    const kept = await lockReward(tx, viewer, id)
    if (isReplayed(kept, input)) return
    const { channelId } = kept
    const { title, body = null, link = null, requestId = null } = input
    const gate = await gateOf(tx, channelId, input.gate)
    const data = { title, body, link, ...gate, changeId: requestId, updatedAt: new Date() }
    await tx.reward.update({ where: { id }, data })
    const leaving = { image: input.removeImage, audio: input.removeAudio }
    await detachFiles(
      tx,
      id,
      FILES.filter((kind) => leaving[kind]),
    )
    await attachFiles(tx, { channelId, rewardId: id }, files)
    if (input.takeBack) await takeCouponsBack(tx, id)
    await addCoupons(tx, id, input)
  })
  await removeSoon()
  return getOwnReward(viewer, id)
}

/**
 * Deletes a content: its text, files and the codes that nobody has; whoever got a coupon keeps it. Refusal: `not_found`
 * (DELETE /creator/contents/:id).
 */
export async function deleteReward(viewer: Viewer, id: string) {
  await db.$transaction(async (tx) => {
    await lockReward(tx, viewer, id)
    await detachFiles(tx, id, [...FILES])
    await takeCouponsBack(tx, id)
    const nothing = { body: null, link: null, gateTier: null, gateVip: false }
    await tx.reward.update({ where: { id }, data: { ...nothing, deletedAt: new Date() } })
  })
  await removeSoon()
}

const takeCouponsBack = (tx: Tx, rewardId: string) =>
  tx.rewardCoupon.deleteMany({ where: { rewardId, claimedAt: null } })

/** What stands in a creator's own channel. */
const standingOf = ({ channel }: Viewer) => ({
  channelId: channel?.id ?? refuse('not_found'),
  deletedAt: null,
})

/** Nobody claims a coupon while its reward changes. */
async function lockReward(tx: Tx, viewer: Viewer, id: string) {
  const { channelId } = standingOf(viewer)
  const found = await tx.$queryRaw<object[]>`
    SELECT id FROM contents WHERE id = ${id}::uuid AND channel_id = ${channelId}::uuid AND deleted_at IS NULL FOR UPDATE`
  if (found.length === 0) refuse('not_found')
  return tx.reward.findUniqueOrThrow({ where: { id } })
}

/** Whether this is the last change once more. Refusal: `conflict` (it says something else). */
function isReplayed(kept: Reward, change: RewardChange) {
  const earlier = change.requestId && change.requestId === kept.changeId ? kept : null
  return replayOf(earlier, (reward) => isSameRequest(reward, change), 'reward_already_updated') !== null
}

type Kept = {
  title: string
  body: string | null
  link: string | null
  gateVip: boolean
  gateTier: number | null
}
type Sent = { title: string; body?: string | null; link?: string | null; gate: Gate }

/** Whether what is sent under an id that came before is what was kept then: a double tap, and not something else. */
export function isSameRequest(kept: Kept, { title, body = null, link = null, gate }: Sent) {
  const keptGate = kept.gateVip ? 'vip' : String(kept.gateTier)
  return kept.title === title && kept.body === body && kept.link === link && keptGate === gate
}
