import type { AuditAct, MessageType, Prisma, ReportOutcome } from '#prisma'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { ReportReason } from './input'

type HiddenBy = 'creator' | 'admin'
const lastHiding = { where: { kind: 'hidden' }, orderBy: { seq: 'desc' }, take: 1 } as const

export type Reportable = {
  id: string
  type: MessageType
  authorName: string
  content: string
  chzzkChannelId: string
  seenAs: 'public' | 'letter' | 'reply'
  decidedBy: 'creator' | 'admins'
  reported: boolean
}

export const withReportedMessage = {
  channel: { select: { name: true } },
  message: { select: { type: true } },
} satisfies Prisma.ReportInclude

type MyReportRow = Prisma.ReportGetPayload<{ include: typeof withReportedMessage }>
export type MyReport = ReturnType<typeof presentMyReport>

/** For the person who made it (GET /report). */
export function presentMyReport(row: MyReportRow) {
  const { id, channel, message, reason, createdAt, outcome, outcomeReason, resolvedAt } = row
  return {
    id,
    channelName: channel.name,
    type: message.type,
    reason,
    createdAt: createdAt.toISOString(),
    outcome,
    outcomeReason,
    resolvedAt: resolvedAt?.toISOString() ?? null,
  }
}

/** `content` is empty where only an audited look shows it. */
export type QueueLine = {
  id: string
  messageId: string
  type: MessageType
  channelName: string
  authorName: string
  content: string | null
  createdAt: string
  hidden: boolean
  count: number
  reasons: ReportReason[]
  oldestAt: string
}

export type QueueRow = Omit<QueueLine, 'authorName' | 'createdAt' | 'oldestAt'> & {
  authorName: string | null
  createdAt: Date
  oldestAt: Date
  total: number
  isMore: boolean
}

export function presentQueueLine(row: QueueRow): QueueLine {
  const { total: _, isMore: __, oldestAt, createdAt, authorName, ...line } = row
  return {
    ...line,
    authorName: authorName ?? ANONYMOUS,
    createdAt: createdAt.toISOString(),
    oldestAt: oldestAt.toISOString(),
  }
}

export const withHiding = {
  author: { select: { displayName: true } },
  events: lastHiding,
} satisfies Prisma.MessageInclude

type HiddenRow = Prisma.MessageGetPayload<{ include: typeof withHiding }>
export type HiddenMessage = ReturnType<typeof presentHiddenMessage>

/** For its channel's creator. */
export function presentHiddenMessage({ id, type, content, author, events: [hiding], createdAt }: HiddenRow) {
  return {
    id,
    type,
    content: content ?? '',
    authorName: author?.displayName ?? ANONYMOUS,
    hiddenBy: hiddenBy(hiding),
    reason: hiding?.reason ?? null,
    createdAt: createdAt.toISOString(),
  }
}

export const withHidingAndObjection = {
  channel: { select: { name: true, chzzkChannelId: true } },
  events: lastHiding,
  objections: { orderBy: { createdAt: 'desc' }, take: 1 },
} satisfies Prisma.MessageInclude

type MyHiddenRow = Prisma.MessageGetPayload<{ include: typeof withHidingAndObjection }>
export type MyHiddenMessage = ReturnType<typeof presentMyHiddenMessage>

/** For its author, with their objection to this hiding. */
export function presentMyHiddenMessage(row: MyHiddenRow) {
  const { id, type, content, hiddenAt, channel, events, objections } = row
  const [[hiding], [objection]] = [events, objections]
  const current = objection && objection.hiddenSeq === hiding?.seq ? objection : null
  return {
    id,
    type,
    content: content ?? '',
    channelName: channel.name,
    chzzkChannelId: channel.chzzkChannelId,
    isHidden: hiddenAt !== null,
    hiddenBy: hiddenBy(hiding),
    hiddenAt: hiding?.at.toISOString() ?? null,
    reason: hiding?.reason ?? null,
    objection: current && {
      text: current.text,
      outcome: current.outcome,
      outcomeReason: current.outcomeReason,
      createdAt: current.createdAt.toISOString(),
    },
  }
}

const hiddenBy = (hiding?: { actorKind: string }): HiddenBy =>
  hiding?.actorKind === 'creator' ? 'creator' : 'admin'

export const withObjectedMessage = {
  author: { select: { displayName: true } },
  channel: { select: { name: true } },
  message: { select: { type: true, content: true } },
  hiding: { select: { reason: true, at: true } },
} satisfies Prisma.ObjectionInclude

type ObjectionRow = Prisma.ObjectionGetPayload<{ include: typeof withObjectedMessage }>
export type OpenObjection = ReturnType<typeof presentOpenObjection>

/** For the creator who hid the message. */
export function presentOpenObjection(row: ObjectionRow) {
  const { id, messageId, text, author, message, hiding, createdAt } = row
  return {
    id,
    messageId,
    text: text ?? '',
    authorName: author.displayName,
    type: message.type,
    content: message.content ?? '',
    hiddenReason: hiding.reason,
    createdAt: createdAt.toISOString(),
  }
}

export type ObjectionHead = ReturnType<typeof presentObjectionHead>

/** For an admin's list, without any text or name. */
export function presentObjectionHead({ id, channel, message, createdAt }: ObjectionRow) {
  return { id, channelName: channel.name, type: message.type, createdAt: createdAt.toISOString() }
}

export type InspectedReport = {
  id: string
  messageId: string
  type: MessageType
  isPublic: boolean
  channelName: string
  authorName: string
  evidence: string | null
  isHidden: boolean
  isWithdrawn: boolean
  createdAt: string
  outcome: ReportOutcome | null
  outcomeReason: string | null
  reports: { id: string; reason: ReportReason; detail: string | null; createdAt: string }[]
}

export type AuditLine = {
  id: string
  act: AuditAct
  subjectId: string | null
  reason: string | null
  actorName: string
  at: string
}
