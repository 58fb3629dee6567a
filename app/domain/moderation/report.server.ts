import type { z } from 'zod'
import { db } from '~/db/client.server'
import { lockUser } from '~/db/locks.server'
import type { Tx } from '~/db/transaction'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { reportInput } from './input'

const MAX_A_DAY = 30
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Reports a message that this person may read; the database keeps its words as they are now: `{reportId, replayed}`,
 * `replayed` where the same person reported it before. Refusals: `not_found` (not there, or not theirs to read),
 * `forbidden` (their own), `rate_limited` (30 a day) (api.md POST /report).
 */
export async function reportMessage(viewer: Viewer, { messageId, ...told }: z.infer<typeof reportInput>) {
  return db.$transaction(async (tx) => {
    const before = await findMine(tx, viewer, messageId)
    if (before) return { reportId: before.id, replayed: true }
    await lockUser(tx, viewer.id)
    // What is withdrawn or hidden at this moment is waited for, so that the database finds it as it was found here.
    await tx.$queryRaw`SELECT id FROM messages WHERE id = ${messageId}::uuid FOR UPDATE`
    const message = await readable(tx, viewer, messageId)
    await requireRoom(tx, viewer)
    const { count } = await tx.report.createMany({
      data: { messageId, channelId: message.channelId, reporterId: viewer.id, ...told },
      skipDuplicates: true,
    })
    const report = (await findMine(tx, viewer, messageId)) ?? refuse('conflict')
    return { reportId: report.id, replayed: count === 0 }
  })
}

function findMine(tx: Tx, viewer: Viewer, messageId: string) {
  return tx.report.findUnique({
    where: { messageId_reporterId: { messageId, reporterId: viewer.id } },
    select: { id: true },
  })
}

/** Somebody else's message whose words this person may read now. Refusals: `not_found`, `forbidden` (their own). */
export async function readable(from: Tx, viewer: Viewer, id: string) {
  if ((await from.message.count({ where: { id, authorId: viewer.id } })) > 0) {
    refuse('forbidden', { because: 'own_message' })
  }
  const found = await from.$queryRaw<unknown[]>`
    SELECT 1 FROM messages m WHERE m.id = ${id}::uuid AND message_readable(m, ${viewer.id}::uuid)`
  if (found.length === 0) refuse('not_found')
  return from.message.findUniqueOrThrow({
    where: { id },
    include: {
      author: { select: { displayName: true } },
      channel: true,
      feedItem: true,
      donation: { select: { hideName: true } },
    },
  })
}

async function requireRoom(tx: Tx, viewer: Viewer) {
  const since = new Date(Date.now() - DAY_MS)
  const made = await tx.report.count({ where: { reporterId: viewer.id, createdAt: { gte: since } } })
  if (made < MAX_A_DAY) return
  refuse('rate_limited', {
    because: 'too_many_reports',
    params: { max: MAX_A_DAY },
    retryAfterSeconds: DAY_MS / 1000,
  })
}
