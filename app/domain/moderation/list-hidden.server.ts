import { db } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { MAX_SHOWN } from './input'
import { presentHiddenMessage, presentMyHiddenMessage, withHiding, withHidingAndObjection } from './presenter'

export async function listHiddenMessages(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const rows = await db.message.findMany({
    where: { channelId, type: { in: ['dm', 'donation'] }, hiddenAt: { not: null }, withdrawnAt: null },
    include: withHiding,
    orderBy: [{ hiddenAt: 'desc' }, { id: 'desc' }],
    take: MAX_SHOWN,
  })
  return rows.map(presentHiddenMessage)
}

/** Also one that is shown again, with what became of an objection. */
export async function getMyHiddenMessage(viewer: Viewer, id: string) {
  const hidden = { some: { kind: 'hidden' } } as const
  const row = await db.message.findFirst({
    where: { id, authorId: viewer.id, events: hidden, withdrawnAt: null },
    include: withHidingAndObjection,
  })
  return presentMyHiddenMessage(row ?? refuse('not_found'))
}

export async function listMyHiddenPosts(viewer: Viewer) {
  const rows = await db.message.findMany({
    where: {
      authorId: viewer.id,
      type: { in: ['creator_post', 'creator_reply'] },
      hiddenAt: { not: null },
      withdrawnAt: null,
    },
    include: withHidingAndObjection,
    orderBy: [{ hiddenAt: 'desc' }, { id: 'desc' }],
    take: MAX_SHOWN,
  })
  return rows.map(presentMyHiddenMessage)
}
