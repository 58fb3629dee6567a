import { db } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { HiddenMessage } from './presenter'

/** What viewers wrote in this creator's channel and is hidden, the latest first, at most 50. Refusal: `forbidden` (no channel). */
export async function listHidden(viewer: Viewer): Promise<HiddenMessage[]> {
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await db.message.findMany({
    where: { channelId, type: { in: ['dm', 'donation'] }, hiddenAt: { not: null }, withdrawnAt: null },
    include: {
      author: { select: { displayName: true } },
      events: { where: { kind: 'hidden' }, orderBy: { seq: 'desc' }, take: 1 },
    },
    orderBy: [{ hiddenAt: 'desc' }, { id: 'desc' }],
    take: 50,
  })
  return rows.map(({ id, type, content, author, events: [hiding], createdAt }) => ({
    id,
    type,
    content: content ?? '',
    authorName: author?.displayName ?? ANONYMOUS,
    hiddenBy: hiding?.actorKind === 'creator' ? 'creator' : 'admin',
    reason: hiding?.reason ?? null,
    createdAt: createdAt.toISOString(),
  }))
}
