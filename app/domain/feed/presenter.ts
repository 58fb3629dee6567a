import type { DonationStatus, MessageType } from '#prisma'
import type { Badge } from '~/domain/badges/badge'
import { blockedWordInName } from '~/domain/blocklist/match'
import type { WordRules } from '~/domain/blocklist/pattern'
import { ANONYMOUS } from '~/domain/donations/presenter'

type Reply = { id: string; content: string; createdAt: string }

export type FeedRow = {
  id: string
  at: Date
  sortAmount: number
  type: MessageType
  authorName: string | null
  badge: Badge | null
  content: string | null
  createdAt: Date
  pinned: boolean
  answered: 'dm' | 'donation' | null
  status: DonationStatus | null
  publicAmount: number | null
  replies: Reply[] | null
}

export type FeedItem = ReturnType<typeof presentFeedItem>

/** Without the text and name of a withdrawn RT, a name with a blocked word, and what a reply answers (docs/api.md "Feed item"). */
export function presentFeedItem(row: FeedRow, blocklist: WordRules) {
  const withdrawn = row.type === 'dm' && row.content === null
  const isFans = row.type === 'dm' || row.type === 'donation'
  const nameless = isFans && row.authorName !== null && blockedWordInName(row.authorName, blocklist) !== null
  return {
    id: row.id,
    type: row.type === 'dm' ? ('retweet' as const) : row.type,
    author: {
      displayName: (withdrawn || nameless ? null : row.authorName) ?? ANONYMOUS,
      badge: nameless ? null : row.badge,
    },
    content: row.content ?? '',
    createdAt: row.createdAt.toISOString(),
    ...(row.status ? { donation: { status: row.status, amount: row.publicAmount } } : {}),
    ...(row.type === 'dm' ? { retweet: { at: row.at.toISOString(), withdrawn } } : {}),
    ...(row.answered ? { inReplyTo: { type: row.answered, content: null } } : {}),
    replies: (row.replies ?? []).map(({ createdAt, ...reply }) => ({
      ...reply,
      createdAt: new Date(createdAt).toISOString(),
    })),
    pinned: row.pinned,
  }
}
