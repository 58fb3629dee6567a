import type { Reward } from '#prisma'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/lock-own.server'
import { refuse } from '~/domain/core/refusal'
import { removeSoon } from '~/domain/files/remove-due.server'
import { addCoupons } from './add-coupons.server'
import { attachFiles, detachFiles } from './attach-files.server'
import { gateOf } from './create.server'
import { FILES, type RewardChange } from './input'
import { getOwnReward } from './own.server'
import { receiveFiles, type Uploads } from './receive-files.server'
import { isSameRequest } from './same-request'

/**
 * Rewrites a content, whole but for its files and coupons: those stay unless others come or they are taken away. Answers
 * it as its creator sees it; the `requestId` of its last change changes nothing. Refusals: `not_found`, `invalid`, `conflict`
 * (api.md PUT /creator/contents/:id).
 */
export async function updateReward(viewer: Viewer, id: string, input: RewardChange, uploads: Uploads) {
  const own = await db.reward.findFirst({ where: { id, ...standingOf(viewer) } })
  if (isAgain(own ?? refuse('not_found'), input)) return getOwnReward(viewer, id)
  const files = await receiveFiles(uploads)
  await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    const kept = await lockReward(tx, viewer, id)
    if (isAgain(kept, input)) return
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
 * (api.md DELETE /creator/contents/:id).
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
function isAgain(kept: Reward, change: RewardChange) {
  if (!change.requestId || change.requestId !== kept.changeId) return false
  if (isSameRequest(kept, change)) return true
  return refuse('conflict', { detail: '앞서 저장한 것과 달라요. 더 고친 것이라면 한 번 더 저장해 주세요' })
}
