import type { DonationStatus, MessageType } from '#prisma'
import { ANONYMOUS } from '~/domain/donations/view'

/** One row of the feed's SQL: a public message, with the little of its donation that everybody may read. */
export type FeedRow = {
  id: string
  at: Date
  sortAmount: number
  type: Exclude<MessageType, 'dm'>
  authorName: string | null
  content: string
  status: DonationStatus | null
  publicAmount: number | null
}

export type FeedItem = ReturnType<typeof feedItem>

/** A feed item as everybody reads it (api.md "Feed item"). */
export function feedItem(row: FeedRow) {
  return {
    id: row.id,
    type: row.type,
    author: { displayName: row.authorName ?? ANONYMOUS, badge: null },
    content: row.content,
    createdAt: row.at.toISOString(),
    ...(row.status ? { donation: { status: row.status, amount: row.publicAmount } } : {}),
    replies: [] as { id: string; content: string; createdAt: string }[],
    pinned: false,
  }
}
