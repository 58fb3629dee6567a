import type { Content, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/lock-own.server'
import { removeSoon } from '~/domain/files/remove-due.server'
import { refuse } from '~/domain/refusal'
import { addCoupons } from './add-coupons.server'
import { attachFiles, detachFiles } from './attach-files.server'
import { type ContentChange, FILES } from './input'
import { readOwnContent } from './own.server'
import { receiveFiles, type Uploads } from './receive.server'
import { saysTheSame } from './says-the-same'
import { gateOf } from './write.server'

/**
 * Rewrites a content, whole but for its files and coupons: those stay unless others come or they are taken away. Answers
 * it as its creator sees it; the `requestId` of its last change changes nothing. Refusals: `not_found`, `invalid`, `conflict`
 * (api.md PUT /creator/contents/:id).
 */
export async function changeContent(viewer: Viewer, id: string, input: ContentChange, uploads: Uploads) {
  const own = await db.content.findFirst({ where: { id, ...standingOf(viewer) } })
  if (isAgain(own ?? refuse('not_found'), input)) return readOwnContent(viewer, id)
  const files = await receiveFiles(uploads)
  await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    const kept = await lockContent(tx, viewer, id)
    if (isAgain(kept, input)) return
    const { channelId } = kept
    const { title, body = null, link = null, requestId = null } = input
    const gate = await gateOf(tx, channelId, input.gate)
    const data = { title, body, link, ...gate, changeId: requestId, updatedAt: new Date() }
    await tx.content.update({ where: { id }, data })
    const leaving = { image: input.removeImage, audio: input.removeAudio }
    await detachFiles(
      tx,
      id,
      FILES.filter((kind) => leaving[kind]),
    )
    await attachFiles(tx, { channelId, contentId: id }, files)
    if (input.takeBack) await takeCouponsBack(tx, id)
    await addCoupons(tx, id, input)
  })
  await removeSoon()
  return readOwnContent(viewer, id)
}

/**
 * Deletes a content: its text, files and the codes that nobody has; whoever got a coupon keeps it. Refusal: `not_found`
 * (api.md DELETE /creator/contents/:id).
 */
export async function deleteContent(viewer: Viewer, id: string) {
  await db.$transaction(async (tx) => {
    await lockContent(tx, viewer, id)
    await detachFiles(tx, id, [...FILES])
    await takeCouponsBack(tx, id)
    const nothing = { body: null, link: null, gateTier: null, gateVip: false }
    await tx.content.update({ where: { id }, data: { ...nothing, deletedAt: new Date() } })
  })
  await removeSoon()
}

const takeCouponsBack = (tx: Prisma.TransactionClient, contentId: string) =>
  tx.contentCoupon.deleteMany({ where: { contentId, claimedAt: null } })

/** What stands in a creator's own channel. */
const standingOf = ({ channel }: Viewer) => ({
  channelId: channel?.id ?? refuse('not_found'),
  deletedAt: null,
})

/** Nobody claims a coupon while its content changes. */
async function lockContent(tx: Prisma.TransactionClient, viewer: Viewer, id: string) {
  const { channelId } = standingOf(viewer)
  const found = await tx.$queryRaw<object[]>`
    SELECT id FROM contents WHERE id = ${id}::uuid AND channel_id = ${channelId}::uuid AND deleted_at IS NULL FOR UPDATE`
  if (found.length === 0) refuse('not_found')
  return tx.content.findUniqueOrThrow({ where: { id } })
}

/** Whether this is the last change once more. Refusal: `conflict` (it says something else). */
function isAgain(kept: Content, change: ContentChange) {
  if (!change.requestId || change.requestId !== kept.changeId) return false
  if (saysTheSame(kept, change)) return true
  return refuse('conflict', { detail: '앞서 저장한 것과 달라요. 더 고친 것이라면 한 번 더 저장해 주세요' })
}
