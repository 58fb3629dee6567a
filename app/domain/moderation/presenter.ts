import type { AuditAct, MessageType, ObjectionOutcome, ReportOutcome } from '#prisma'
import type { ReportReason } from './reasons'

type HiddenBy = 'creator' | 'admin'

/** A message above the form that reports it. */
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

/** A report as whoever made it reads it (api.md GET /report). */
export type MyReport = {
  id: string
  channelName: string
  type: MessageType
  reason: ReportReason
  createdAt: string
  outcome: ReportOutcome | null
  outcomeReason: string | null
  resolvedAt: string | null
}

/** What waits to be decided about one message; `content` stays empty where only a logged look shows it. */
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

/** A hidden message as its author reads it, with their objection to this hiding. */
export type MyHidden = {
  id: string
  type: MessageType
  content: string
  channelName: string
  chzzkChannelId: string
  isHidden: boolean
  hiddenBy: HiddenBy
  hiddenAt: string | null
  reason: string | null
  objection: {
    text: string | null
    outcome: ObjectionOutcome | null
    outcomeReason: string | null
    createdAt: string
  } | null
}

/** A hidden message as its channel's creator reads it. */
export type HiddenMessage = {
  id: string
  type: MessageType
  content: string
  authorName: string
  hiddenBy: HiddenBy
  reason: string | null
  createdAt: string
}

/** An open objection as the creator who hid reads it. */
export type OpenObjection = {
  id: string
  messageId: string
  text: string
  authorName: string
  type: MessageType
  content: string
  hiddenReason: string | null
  createdAt: string
}

/** An open objection in an admin's list, without any text or name. */
export type ObjectionHead = Pick<OpenObjection, 'id' | 'type' | 'createdAt'> & {
  channelName: string
}

/** A report opened by an admin, with the words it is about. */
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
  told: { id: string; reason: ReportReason; detail: string | null; createdAt: string }[]
}

/** A line of the audit log. */
export type AuditLine = {
  id: string
  act: AuditAct
  subjectId: string | null
  reason: string | null
  actorName: string
  at: string
}
