import type { MessageEventKind, Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { appendMessageEvent, asCreator, inOwnChannel, lockMessage } from '~/domain/messages/append.server'

/** Files a letter away from the inbox; once more changes nothing. Refusal: `not_found`. */
export const archiveLetter = (viewer: Viewer, id: string) =>
  changeOnce(viewer, id, 'archived', { type: 'dm', archivedAt: null })

/** Puts a letter that was filed away back into the inbox. Refusal: `not_found`. */
export const unarchiveLetter = (viewer: Viewer, id: string) =>
  changeOnce(viewer, id, 'unarchived', { type: 'dm', archivedAt: { not: null } })

/** Lets a message that a blocked word held be shown; once more changes nothing. Refusal: `not_found`. */
export const releaseMessage = (viewer: Viewer, id: string) =>
  changeOnce(viewer, id, 'released', { heldAt: { not: null } })

async function changeOnce(
  viewer: Viewer,
  id: string,
  kind: MessageEventKind,
  open: Prisma.MessageWhereInput,
) {
  await db.$transaction(async (tx) => {
    await lockMessage(tx, { id, ...inOwnChannel(viewer), type: { in: ['dm', 'donation'] } })
    const due = await tx.message.count({ where: { id, ...open } })
    if (due > 0) await appendMessageEvent(tx, id, { kind, actor: asCreator(viewer) })
  })
}
