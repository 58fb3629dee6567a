import { createPost, pinPost } from '~/domain/feed/post.server'
import type { History, Pick } from '../history'

function pinning(says: string, pinned: boolean) {
  return async (history: History, pick: Pick) => {
    const of = history.some(pick, 'post', 'post', 'letter')
    if (!of?.id) return
    const { id } = of
    const by = history.mostly(of.channel, pick)
    const may = by === of.channel && of.kind === 'post'
    await history.attempt({ by, says, of, may, act: (viewer) => pinPost(viewer, id, pinned) })
  }
}

export const feedActs = {
  async post(history: History, pick: Pick) {
    const by = history.someone(pick)
    const { words, text } = history.newWords(1)
    const posted = await history.attempt({
      by,
      says: `posts ${words}`,
      may: by.startsWith('creator'),
      act: (viewer) => createPost(viewer, { content: text, pinned: pick.how % 3 === 0, requestId: null }),
    })
    if (posted) history.begin({ kind: 'post', words, id: posted.messageId, channel: by, author: by })
  },
  pin: pinning('pins', true),
  unpin: pinning('unpins', false),
}
