import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { MyHidden } from './presenter'

const told = {
  channel: { select: { name: true, chzzkChannelId: true } },
  events: { where: { kind: 'hidden' }, orderBy: { seq: 'desc' }, take: 1 },
  objections: { orderBy: { createdAt: 'desc' }, take: 1 },
} satisfies Prisma.MessageInclude

type Row = Prisma.MessageGetPayload<{ include: typeof told }>

/**
 * One's own message that was hidden, with why, by whom and what became of an objection. Refusal: `not_found` (not theirs,
 * or it was never hidden).
 */
export async function findMyHidden(viewer: Viewer, id: string) {
  const hidden = { some: { kind: 'hidden' } } as const
  const row = await db.message.findFirst({
    where: { id, authorId: viewer.id, events: hidden, withdrawnAt: null },
    include: told,
  })
  return myHidden(row ?? refuse('not_found'))
}

/** A creator's own posts and replies that are hidden, the latest first: at most 50. */
export async function listMyHiddenWords(viewer: Viewer) {
  const rows = await db.message.findMany({
    where: {
      authorId: viewer.id,
      type: { in: ['creator_post', 'creator_reply'] },
      hiddenAt: { not: null },
      withdrawnAt: null,
    },
    include: told,
    orderBy: [{ hiddenAt: 'desc' }, { id: 'desc' }],
    take: 50,
  })
  return rows.map(myHidden)
}

function myHidden({ id, type, content, hiddenAt, channel, events, objections }: Row): MyHidden {
  const [[hiding], [objection]] = [events, objections]
  const current = objection && objection.hiddenSeq === hiding?.seq ? objection : null
  return {
    id,
    type,
    content: content ?? '',
    channelName: channel.name,
    chzzkChannelId: channel.chzzkChannelId,
    isHidden: hiddenAt !== null,
    hiddenBy: hiding?.actorKind === 'creator' ? 'creator' : 'admin',
    hiddenAt: hiding?.at.toISOString() ?? null,
    reason: hiding?.reason ?? null,
    objection: current && {
      text: current.text,
      outcome: current.outcome,
      outcomeReason: current.outcomeReason,
      createdAt: current.createdAt.toISOString(),
    },
  }
}
