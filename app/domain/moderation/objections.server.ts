import { db } from '~/db/client.server'
import { requireAdmin, requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import type { ObjectionHead, OpenObjection } from './presenter'

const open = { outcome: null, message: { withdrawnAt: null } } as const

const withMessage = {
  author: { select: { displayName: true } },
  channel: { select: { name: true } },
  message: { select: { type: true, content: true } },
  hiding: { select: { reason: true, at: true } },
} as const

/** Open objections to what this creator hid, the oldest first, at most 50. Refusal: `forbidden` (no channel). */
export async function listCreatorObjections(viewer: Viewer): Promise<OpenObjection[]> {
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await db.objection.findMany({
    where: { channelId, forAdmins: false, ...open },
    include: withMessage,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 50,
  })
  return rows.map(({ id, messageId, text, author, message, hiding, createdAt }) => ({
    id,
    messageId,
    text: text ?? '',
    authorName: author.displayName,
    type: message.type,
    content: message.content ?? '',
    hiddenReason: hiding.reason,
    createdAt: createdAt.toISOString(),
  }))
}

/** Open objections to what admins hid, for admins, without any text or who objects. Refusal: `not_found` (everybody else). */
export async function listAdminObjections(viewer: Viewer): Promise<ObjectionHead[]> {
  requireAdmin(viewer)
  const rows = await db.objection.findMany({
    where: { forAdmins: true, ...open },
    include: withMessage,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 50,
  })
  return rows.map(({ id, channel, message, createdAt }) => ({
    id,
    channelName: channel.name,
    type: message.type,
    createdAt: createdAt.toISOString(),
  }))
}
