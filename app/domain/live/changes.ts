export type InboxCounts = { waiting: number; unread: number }

/** What an open page hears of a channel: ids and counts, never a word of what anybody wrote (api.md GET /events). */
export type ChannelChange =
  | { event: 'hello'; data: { newest: string | null } }
  | { event: 'feed'; data: { id: string } }
  | { event: 'inbox'; data: InboxCounts }
  | { event: 'missed'; data: Record<string, never> }
