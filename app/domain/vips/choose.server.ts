import { db } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { findVip } from './list.server'

/**
 * A creator puts somebody first, with a note for themselves; once more changes the note: the VIP. Their letters' places
 * follow in the database. Refusals: `forbidden` (no channel, or oneself), `not_found` (nobody on Melt) (api.md PUT
 * /creator/vips/:chzzkUserId).
 */
export async function chooseVip(viewer: Viewer, chzzkUserId: string, note: string | null) {
  const { id: channelId } = requireOwnChannel(viewer)
  if (chzzkUserId === viewer.chzzkUserId) refuse('forbidden', { detail: '나를 VIP로 정할 수는 없어요' })
  const person = await db.user.findFirst({ where: { chzzkUserId, agreedAt: { not: null } } })
  const userId = person?.id ?? refuse('not_found')
  const kept = { note: note || null }
  await db.$transaction([
    lockLedger(channelId),
    db.vipUser.upsert({
      where: { channelId_userId: { channelId, userId } },
      create: { channelId, userId, ...kept },
      update: kept,
    }),
  ])
  return findVip(viewer, chzzkUserId)
}

/** Puts somebody first no longer; also where they were not. Refusal: `forbidden` (no channel) (api.md DELETE /creator/vips/:chzzkUserId). */
export async function dismissVip(viewer: Viewer, chzzkUserId: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  await db.$transaction([
    lockLedger(channelId),
    db.vipUser.deleteMany({ where: { channelId, user: { chzzkUserId } } }),
  ])
}

/** Badges and VIPs place letters: whoever changes either holds the channel's ledger, so that neither overlooks the other. */
const lockLedger = (channelId: string) => db.$executeRaw`SELECT lock_ledger(${channelId}::uuid)`
