import type { DonationStatus, Prisma, Visibility } from '#prisma'
import type { Badge } from '~/domain/badges/badge'
import { ANONYMOUS } from '~/domain/donations/presenter'

export const letterStates = [
  'created',
  'read',
  'replied_private',
  'replied_public',
  'retweeted',
  'withdrawn',
  'hidden',
] as const
export type LetterState = (typeof letterStates)[number]

type StateColumns = {
  readAt: Date | null
  repliedPrivatelyAt: Date | null
  repliedPubliclyAt: Date | null
  hiddenAt: Date | null
  withdrawnAt: Date | null
  retweet: object | null
}

/** What became of a message, as its author reads it: the furthest it came (docs/api.md "State of my letter"). */
export function letterState(message: StateColumns): LetterState {
  if (message.withdrawnAt) return 'withdrawn'
  if (message.hiddenAt) return 'hidden'
  if (message.retweet) return 'retweeted'
  if (message.repliedPubliclyAt) return 'replied_public'
  if (message.repliedPrivatelyAt) return 'replied_private'
  return message.readAt ? 'read' : 'created'
}

type Reply = { id: string; content: string; visibility: Visibility; createdAt: string }

export type LetterRow = {
  id: string
  type: 'dm' | 'donation'
  content: string | null
  createdAt: Date
  rank: number
  authorName: string | null
  authorChzzkId: string | null
  badge: Badge | null
  vip: boolean
  blocked: boolean
  allowRetweet: boolean
  readAt: Date | null
  repliedPrivatelyAt: Date | null
  repliedPubliclyAt: Date | null
  hiddenAt: Date | null
  heldAt: Date | null
  archivedAt: Date | null
  withdrawnAt: Date | null
  retweetedAt: Date | null
  heldBy: string | null
  status: DonationStatus | null
  amount: number | null
  replies: Reply[] | null
}

export type Letter = ReturnType<typeof presentLetter>

/** For its channel's creator (GET /creator/inbox). */
export function presentLetter(row: LetterRow) {
  return {
    id: row.id,
    type: row.type,
    author: {
      displayName: row.authorName ?? ANONYMOUS,
      chzzkUserId: row.authorChzzkId,
      badge: row.badge,
      vip: row.vip,
      blocked: row.blocked,
    },
    content: row.content,
    createdAt: row.createdAt.toISOString(),
    state: letterState({ ...row, retweet: row.retweetedAt && {} }),
    unread: row.readAt === null,
    allowRetweet: row.allowRetweet,
    retweeted: row.retweetedAt !== null,
    archived: row.archivedAt !== null,
    heldBy: row.heldAt ? row.heldBy : null,
    donation: row.status && {
      status: row.status,
      amount: row.status === 'CONFIRMED' ? row.amount : null,
    },
    replies: (row.replies ?? []).map((reply) => ({
      ...reply,
      createdAt: new Date(reply.createdAt).toISOString(),
    })),
  }
}

/** Of a closed channel nobody reads any: they are its creator's, who has left. */
const shownReplies = { content: { not: null }, hiddenAt: null, channel: { openedAt: { not: null } } }

export const withReplies = {
  channel: { select: { chzzkChannelId: true, name: true } },
  donation: {
    select: { id: true, status: true, amountCheese: true, claimedAmountCheese: true, confirmedByKind: true },
  },
  retweet: true,
  replies: { where: shownReplies, orderBy: { createdAt: 'asc' } },
  events: { where: { kind: 'hidden' }, orderBy: { seq: 'desc' }, take: 1 },
} satisfies Prisma.MessageInclude

type MineRow = Prisma.MessageGetPayload<{ include: typeof withReplies }>
export type MyLetter = ReturnType<typeof presentMyLetter>

/** For its author (GET /messages/mine). */
export function presentMyLetter({ channel, donation, replies, events, ...message }: MineRow) {
  const state = letterState(message)
  return {
    id: message.id,
    type: message.type === 'donation' ? ('donation' as const) : ('dm' as const),
    chzzkChannelId: channel.chzzkChannelId,
    channelName: channel.name,
    content: message.content,
    createdAt: message.createdAt.toISOString(),
    state,
    allowRetweet: message.allowRetweet,
    hiddenReason: state === 'hidden' ? (events[0]?.reason ?? null) : null,
    donation: donation && {
      id: donation.id,
      status: donation.status,
      amount: donation.status === 'CONFIRMED' ? donation.amountCheese : null,
      claimedAmount: donation.claimedAmountCheese,
      confirmedBy: donation.status === 'CONFIRMED' ? donation.confirmedByKind : null,
      held: message.heldAt !== null && message.content !== null,
    },
    replies: replies.map(({ id, content, visibility, createdAt }) => ({
      id,
      content: content ?? '',
      visibility,
      createdAt: createdAt.toISOString(),
    })),
  }
}
