import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import {
  appendMessageEvent,
  asAdmin,
  asCreator,
  asViewer,
  inOwnChannel,
  lockMessage,
} from '~/domain/messages/append.server'
import { decideReports } from './settle-reports.server'

/**
 * Takes a message away: its author withdraws it, which erases the text for good; a channel's creator or an admin hides
 * it, for a reason its author is told, and whoever reported it hears so. Answers what happened; once more changes
 * nothing. Refusal: `not_found` (api.md DELETE /content/:id).
 */
export async function removeMessage(viewer: Viewer, id: string, reason: string | null) {
  return db.$transaction(async (tx) => {
    const message = await lockMessage(tx, { id, OR: [{ authorId: viewer.id }, mayHide(viewer)] })
    if (message.authorId === viewer.id) {
      const actor = message.type === 'creator_post' || message.type === 'creator_reply' ? asCreator : asViewer
      if (!message.withdrawnAt) await appendMessageEvent(tx, id, { kind: 'withdrawn', actor: actor(viewer) })
      return 'withdrawn' as const
    }
    if (!message.hiddenAt && !message.withdrawnAt) {
      await hideMessage(tx, viewer, message, reason)
      await decideReports(tx, viewer, id, { outcome: 'hidden', reason })
      await audit(tx, viewer, { act: 'message_hidden', subjectId: id, reason })
    }
    return 'hidden' as const
  })
}

type Locked = { id: string; channelId: string }

/** Hides a message that is locked and was neither hidden nor withdrawn. */
export async function hideMessage(tx: Tx, viewer: Viewer, { id, channelId }: Locked, reason: string | null) {
  await appendMessageEvent(tx, id, { kind: 'hidden', actor: await actorOf(tx, viewer, channelId), reason })
}

/** A creator hides in their own channel; an admin what the public reads or read, and what was reported: nothing private is found by trying. */
export function mayHide(viewer: Viewer): Prisma.MessageWhereInput {
  if (viewer.role !== 'admin') return inOwnChannel(viewer)
  return {
    OR: [
      inOwnChannel(viewer),
      { visibility: 'public' },
      { retweet: { isNot: null } },
      { reports: { some: {} } },
      { objections: { some: { forAdmins: true } } },
    ],
  }
}

/** Who acts, in the words of a message's history: in their own channel everybody is its creator. */
export async function actorOf(tx: Tx, viewer: Viewer, channelId: string) {
  const own = await tx.channel.count({ where: { id: channelId, ownerId: viewer.id } })
  return own > 0 ? asCreator(viewer) : asAdmin(viewer)
}
