import type { Prisma, ReportOutcome } from '#prisma'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
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
} from '~/domain/messages/append.server'
import type { ReportReason } from './input'

/** A reason is stored as the sentence that people read; the caller brings it in their language. */
export type ReasonCopy = (reason: ReportReason | 'unstated') => string

/**
 * Takes a message away: its author withdraws it, which erases the text for good; a channel's creator or an admin hides
 * it, for a reason that its author and its reporters are given. Answers what happened; once more changes
 * nothing. Refusal: `not_found` (api.md DELETE /content/:id).
 */
export async function removeMessage(
  viewer: Viewer,
  id: string,
  reason: string | null,
  reasonCopy: ReasonCopy = String,
) {
  return db.$transaction(async (tx) => {
    const message = await lockMessage(tx, { id, OR: [{ authorId: viewer.id }, hideableBy(viewer)] })
    if (message.authorId === viewer.id) {
      const actor = message.type === 'creator_post' || message.type === 'creator_reply' ? asCreator : asViewer
      if (!message.withdrawnAt) await appendMessageEvent(tx, id, { kind: 'withdrawn', actor: actor(viewer) })
      return 'withdrawn' as const
    }
    if (!message.hiddenAt && !message.withdrawnAt) {
      await hideMessage(tx, viewer, message, reason)
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

/** Hides a message that is locked and was neither hidden nor withdrawn. */
export async function hideMessage(
  tx: Tx,
  viewer: Viewer,
  { id, channelId }: LockedMessage,
  reason: string | null,
) {
  await appendMessageEvent(tx, id, { kind: 'hidden', actor: await actorOf(tx, viewer, channelId), reason })
}

/** A creator hides in their own channel; an admin what the public reads or read, and what was reported: nothing private is found by trying. */
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

/**
 * Brings back what was hidden, and thereby agrees with an objection to it; once more changes nothing. Refusals:
 * `not_found`, `forbidden` (an admin hid it) (api.md POST /content/:id/restore).
 */
export async function restoreMessage(viewer: Viewer, id: string, reason: string | null = null) {
  await db.$transaction(async (tx) => {
    const message = await lockMessage(tx, { id, ...hideableBy(viewer) })
    if (!message.hiddenAt || message.withdrawnAt) return
    await unhideMessage(tx, viewer, message, reason)
    const settled = { outcome: 'restored', outcomeReason: reason, resolvedById: viewer.id } as const
    await tx.objection.updateMany({
      where: { messageId: id, outcome: null },
      data: { ...settled, resolvedAt: new Date() },
    })
    await audit(tx, viewer, { act: 'message_restored', subjectId: id, reason })
  })
}

/** Whether an admin decided to hide what its creator had hidden before: that one hiding is not the creator's to end. */
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

/** Restores a message that is locked and hidden. Refusal: `forbidden` (an admin hid it, and this is none). */
export async function unhideMessage(
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

/**
 * Decides every open report of a message that this person may decide, with one answer for each reporter. What is kept
 * leaves no copy of its words behind.
 */
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

/**
 * Reports that this person decides: a creator those about viewers' public messages in their channel, an admin all; never
 * those about one's own words alone in a creator's hands.
 */
export function reportsInReach(viewer: Viewer): Reach {
  return viewer.role === 'admin' ? {} : { forAdmins: false, channel: { ownerId: viewer.id } }
}

/** Objections that this person decides: a creator those to their own hiding, an admin those to any admin's. */
export function objectionsInReach(viewer: Viewer): Prisma.ObjectionWhereInput {
  const own: Prisma.ObjectionWhereInput = { forAdmins: false, channel: { ownerId: viewer.id } }
  return viewer.role === 'admin' ? { OR: [{ forAdmins: true }, own] } : own
}
