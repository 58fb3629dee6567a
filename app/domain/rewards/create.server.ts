import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/lock-own.server'
import { refuse } from '~/domain/core/refusal'
import { addCoupons } from './add-coupons.server'
import { attachFiles } from './attach-files.server'
import type { Gate, RewardInput } from './input'
import { getOwnReward } from './own.server'
import { receiveFiles, type Uploads } from './receive-files.server'
import { isSameRequest } from './same-request'

/**
 * Shares a reward behind a gate: `{content, replayed}`, `replayed` when the same `requestId` made it before. Refusals:
 * `forbidden` (no channel), `invalid` (a tier that the channel does not have, a file that cannot be kept), `conflict` (too
 * many files in the channel, or this `requestId` made something else, or what is deleted) (api.md POST /creator/contents).
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
  return refuse('invalid', { errors: [{ path: 'gate', message: '채널에 있는 배지를 골라 주세요' }] })
}

async function findSent(tx: Tx, channelId: string, input: RewardInput) {
  const { requestId } = input
  if (!requestId) return null
  const sent = await tx.reward.findUnique({ where: { channelId_requestId: { channelId, requestId } } })
  if (sent && !sent.deletedAt && !isSameRequest(sent, input))
    refuse('conflict', { detail: '앞서 올린 것과 달라요. 새로 쓴 것이라면 한 번 더 올려 주세요' })
  if (sent?.deletedAt) refuse('conflict', { detail: '지운 콘텐츠예요. 새로 올려 주세요' })
  return sent?.id ?? null
}
