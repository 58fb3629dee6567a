import { setTimeout as wait } from 'node:timers/promises'
import { findViewer } from '~/domain/auth/session.server'
import { getWaiting } from '~/domain/donations/waiting.server'
import { countUnread } from '~/domain/letters/inbox.server'
import type { InboxCounts } from './changes'

const AT_MOST_EVERY_MS = 1_000

type Mouth = { say: (counts: InboxCounts) => void; end: () => void }

/**
 * Says a creator's counts after something `changed`, at most once a second. Each time the session is looked at first:
 * one that ended, or whose channel this no longer is, hears nothing more, and its stream ends.
 */
export function publishInboxCounts(token: string, channelId: string, { say, end }: Mouth) {
  const state = { due: false, busy: false, over: false }

  async function sayWhileDue() {
    state.busy = true
    while (state.due && !state.over) {
      state.due = false
      await sayOnce().catch(() => {
        state.due = true
      })
      await wait(AT_MOST_EVERY_MS, undefined, { ref: false })
    }
    state.busy = false
  }

  async function sayOnce() {
    const viewer = await findViewer(token)
    if (viewer?.channel?.id !== channelId) {
      state.over = true
      return end()
    }
    const [{ count }, unread] = await Promise.all([getWaiting(viewer), countUnread(channelId)])
    if (!state.over) say({ waiting: count, unread })
  }

  return {
    changed: () => {
      state.due = true
      if (!state.busy) void sayWhileDue()
    },
    leave: () => {
      state.over = true
    },
  }
}
