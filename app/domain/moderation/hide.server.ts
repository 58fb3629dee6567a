import type { Prisma, ReportOutcome } from '#prisma'
import { db, type Tx } from '~/db/client.server'
import { audit } from '~/domain/auth/audit.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import {
  appendMessageEvent,
  asAdmin,
  asCreator,
  asViewer,
  inOwnChannel,
  lockMessage,
} from '~/domain/messages/write.server'
import type { ReportReason } from './input'

/** A reason is stored as the sentence that people read; the caller brings it in their language. */
export type ReasonCopy = (reason: ReportReason | 'unstated') => string

/** Its author withdraws a message, which erases its text for good; a creator or an admin hides it (DELETE /content/:id). */
export async function removeMessage(
  viewer: Viewer,
  id: string,
  reason: string | null,
  reasonCopy: ReasonCopy,
) {
  return db.$transaction(async (tx) => {
    const message = await lockMessage(tx, { id, OR: [{ authorId: viewer.id }, hideableBy(viewer)] })
    if (message.authorId === viewer.id) {
      const actor = message.type === 'creator_post' || message.type === 'creator_reply' ? asCreator : asViewer
      if (!message.withdrawnAt) await appendMessageEvent(tx, id, { kind: 'withdrawn', actor: actor(viewer) })
      return 'withdrawn' as const
    }
    if (!message.hiddenAt && !message.withdrawnAt) {
      await hideLockedMessage(tx, viewer, message, reason)
      await resolveOpenReports(tx, viewer, id, {
        outcome: 'hidden',
        reason: reason ?? reasonCopy('unstated'),
      })
      await audit(tx, viewer, { act: 'message_hidden', subjectId: id, reason })
    }
    return 'hidden' as const
  })
}

type LockedMessage = { id: string; channelId: string }

export async function hideLockedMessage(
  tx: Tx,
  viewer: Viewer,
  { id, channelId }: LockedMessage,
  reason: string | null,
) {
  await appendMessageEvent(tx, id, { kind: 'hidden', actor: await actorOf(tx, viewer, channelId), reason })
}

/** An admin reaches what was public or reported, so that nothing private is found by trying. */
function hideableBy(viewer: Viewer): Prisma.MessageWhereInput {
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

/** In their own channel an admin acts as its creator. */
async function actorOf(tx: Tx, viewer: Viewer, channelId: string) {
  const ownCount = await tx.channel.count({ where: { id: channelId, ownerId: viewer.id } })
  return ownCount > 0 ? asCreator(viewer) : asAdmin(viewer)
}

/** Grants an open objection (POST /content/:id/restore). Leans on prisma/functions/moderation.sql. */
export async function restoreMessage(viewer: Viewer, id: string, reason: string | null = null) {
  await db.$transaction(async (tx) => {
    const message = await lockMessage(tx, { id, ...hideableBy(viewer) })
    if (!message.hiddenAt || message.withdrawnAt) return
    await restoreLockedMessage(tx, viewer, message, reason)
    const settled = { outcome: 'restored', outcomeReason: reason, resolvedById: viewer.id } as const
    await tx.objection.updateMany({
      where: { messageId: id, outcome: null },
      data: { ...settled, resolvedAt: new Date() },
    })
    await audit(tx, viewer, { act: 'message_restored', subjectId: id, reason })
  })
}

/** Whether an admin upheld a creator's hiding, which the creator then cannot end. */
async function isKeptByAdmin(tx: Tx, messageId: string, channelId: string, since?: Date) {
  const decidedCount = await tx.report.count({
    where: {
      messageId,
      outcome: 'hidden',
      resolvedAt: { gte: since },
      resolvedBy: { NOT: { channel: { id: channelId } } },
    },
  })
  return decidedCount > 0
}

/** Of a locked, hidden message. What an admin hid only an admin restores. */
export async function restoreLockedMessage(
  tx: Tx,
  viewer: Viewer,
  { id, channelId }: LockedMessage,
  reason: string | null,
) {
  const hiding = await tx.messageEvent.findFirst({
    where: { messageId: id, kind: 'hidden' },
    orderBy: { seq: 'desc' },
  })
  if (hiding?.actorKind !== 'admin' && !(await isKeptByAdmin(tx, id, channelId, hiding?.at))) {
    const actor = await actorOf(tx, viewer, channelId)
    return appendMessageEvent(tx, id, { kind: 'restored', actor, reason })
  }
  if (viewer.role !== 'admin') refuse('forbidden', { because: 'hidden_by_admin' })
  await appendMessageEvent(tx, id, { kind: 'restored', actor: asAdmin(viewer), reason })
}

type Decision = { outcome: ReportOutcome; reason: string | null }

/** Kept messages leave no copy of their text behind. */
export async function resolveOpenReports(
  tx: Tx,
  viewer: Viewer,
  messageId: string,
  { outcome, reason }: Decision,
) {
  await tx.report.updateMany({
    where: { messageId, outcome: null, ...reportsInReach(viewer) },
    data: {
      outcome,
      outcomeReason: reason,
      resolvedById: viewer.id,
      resolvedAt: new Date(),
      ...(outcome === 'kept' ? { evidence: null, detail: null } : {}),
    },
  })
}

type Reach = { forAdmins?: boolean; channel?: Prisma.ChannelWhereInput }

/** A creator decides on reports of viewers' public messages in their channel, never of their own; an admin on all. */
export function reportsInReach(viewer: Viewer): Reach {
  return viewer.role === 'admin' ? {} : { forAdmins: false, channel: { ownerId: viewer.id } }
}

/** A creator decides on objections to their own hiding, an admin on those to any admin's. */
export function objectionsInReach(viewer: Viewer): Prisma.ObjectionWhereInput {
  const own: Prisma.ObjectionWhereInput = { forAdmins: false, channel: { ownerId: viewer.id } }
  return viewer.role === 'admin' ? { OR: [{ forAdmins: true }, own] } : own
}
