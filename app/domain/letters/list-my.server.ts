import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { toPage } from '~/domain/core/keyset'
import type { pageQuery } from '~/domain/messages/input'
import { myLetter, withReplies } from './my-presenter'

/**
 * My letters and donation messages, newest first, with what became of them and the replies I may read:
 * `{items, nextCursor}` (api.md GET /messages/mine).
 */
export async function listMyLetters(viewer: Viewer, { cursor, limit }: z.infer<typeof pageQuery>) {
  const rows = await db.message.findMany({
    where: {
      authorId: viewer.id,
      type: { in: ['dm', 'donation'] },
      ...(cursor
        ? { OR: [{ createdAt: { lt: cursor.at } }, { createdAt: cursor.at, id: { lt: cursor.id } }] }
        : {}),
    },
    include: withReplies,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return { items: items.map(myLetter), nextCursor }
}
