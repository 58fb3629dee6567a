import type { DonationStatus, Visibility } from '#prisma'
import type { Badge } from '~/domain/badges/badge'
import { ANONYMOUS } from '~/domain/donations/presenter'
import { letterState } from '~/domain/messages/state'

type Reply = { id: string; content: string; visibility: Visibility; createdAt: string }

/** One row of the inbox's SQL. */
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

export type Letter = ReturnType<typeof letterItem>

/** A letter or donation message as its channel's creator reads it (api.md GET /creator/inbox). */
export function letterItem(row: LetterRow) {
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
