import { setTimeout as wait } from 'node:timers/promises'
import { subscribe } from '~/db/subscribe.server'
import { findSessionId, findViewer } from '~/domain/auth/session.server'
import { summarizeUnconfirmed } from '~/domain/donations/find.server'
import { findNewestItemId } from '~/domain/feed/get.server'
import { countUnread } from '~/domain/letters/inbox.server'

type InboxCounts = { waiting: number; unread: number }

/** Ids and counts, never a word that somebody wrote (GET /events). */
export type ChannelChange =
  | { event: 'hello'; data: { newest: string | null } }
  | { event: 'feed'; data: { id: string } }
  | { event: 'inbox'; data: InboxCounts }
  | { event: 'missed'; data: Record<string, never> }

type ChannelSubscriber = { session: { token: string; id: string } | null; isOwner: boolean }
export type ChangeStream = { publish: (change: ChannelChange) => void; end: () => void }
export type ChannelSubscription = { greeted: Promise<void>; unsubscribe: () => void }

const MIN_COUNT_INTERVAL_MS = 1_000
const none = { changed: () => {}, begun: undefined, unsubscribe: () => {} }

/** First `hello` with the feed's newest id; nothing that happens meanwhile is lost. Leans on prisma/functions/outbox.sql. */
export function subscribeToChannel(
  channelId: string,
  { session, isOwner }: ChannelSubscriber,
  { publish, end }: ChangeStream,
): ChannelSubscription {
  const early: ChannelChange[] = []
  let pass: ChangeStream['publish'] = (change) => early.push(change)
  const inbox =
    session && isOwner
      ? publishInboxCounts(session.token, channelId, { publish: (change) => pass(change), end })
      : none
  const watch = session ? watchSession(session, end) : none
  const { begun, unsubscribe } = subscribe(channelId, {
    notified: (change) => {
      if (change.kind === 'inbox') inbox.changed()
      if (change.kind === 'feed') pass({ event: 'feed', data: { id: change.id } })
    },
    missed: () => {
      pass({ event: 'missed', data: {} })
      inbox.changed()
    },
  })

  async function greet() {
    await Promise.all([begun, watch.begun])
    const [newest] = await Promise.all([findNewestItemId(channelId), watch.changed()])
    publish({ event: 'hello', data: { newest } })
    pass = publish
    early.forEach(publish)
    inbox.changed()
  }

  return {
    greeted: greet(),
    unsubscribe: () => {
      unsubscribe()
      watch.unsubscribe()
      inbox.unsubscribe()
    },
  }
}

/** When its end is published, or a check finds it gone where that may have been missed. */
function watchSession({ token, id }: NonNullable<ChannelSubscriber['session']>, end: () => void) {
  const check = async () => {
    if (!(await findSessionId(token))) end()
  }
  const subscription = subscribe(id, { notified: end, missed: () => void check().catch(end) })
  return { changed: check, ...subscription }
}

/** At most once a second; ends where the session ended or the channel is another's now. */
function publishInboxCounts(token: string, channelId: string, { publish, end }: ChangeStream) {
  const state = { due: false, busy: false, over: false }

  async function publishWhileDue() {
    state.busy = true
    while (state.due && !state.over) {
      state.due = false
      await publishCounts().catch(() => {
        state.due = true
      })
      await wait(MIN_COUNT_INTERVAL_MS, undefined, { ref: false })
    }
    state.busy = false
  }

  async function publishCounts() {
    const viewer = await findViewer(token)
    if (viewer?.channel?.id !== channelId) {
      state.over = true
      return end()
    }
    const [{ count }, unread] = await Promise.all([summarizeUnconfirmed(viewer), countUnread(channelId)])
    if (!state.over) publish({ event: 'inbox', data: { waiting: count, unread } })
  }

  return {
    changed: () => {
      state.due = true
      if (!state.busy) void publishWhileDue()
    },
    unsubscribe: () => {
      state.over = true
    },
  }
}
