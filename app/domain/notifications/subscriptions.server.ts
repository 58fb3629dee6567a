import { Buffer } from 'node:buffer'
import type { z } from 'zod'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'
import type { subscriptionInput } from './input'
import { isPushEndpoint } from './push'
import { type PushMessage, sendPush } from './send-push.server'

const MAX_SUBSCRIPTIONS = 10
const GONE = new Set([404, 410])

/** The key by which browsers know who may send to them, and whether this one is known (GET /notices/subscription). */
export async function getPushState({ id: userId }: Viewer, endpoint: string | undefined) {
  const known = endpoint ? await db.pushSubscription.count({ where: { userId, endpoint } }) : 0
  return { key: env.push?.publicKey ?? null, known: known > 0 }
}

/** Of this browser, until its session ends. Refusals: `invalid`, `unavailable` on an instance without keys. Leans on prisma/functions/notifications.sql. */
export async function savePushSubscription(
  { id: userId }: Viewer,
  sessionId: string,
  { endpoint, keys }: z.infer<typeof subscriptionInput>,
) {
  if (!env.push) refuse('unavailable')
  if (!isPushEndpoint(endpoint, env.push.testOrigins))
    refuse('invalid', { errors: [{ path: 'endpoint', message: 'push_service_unknown' }] })
  if (
    Buffer.from(keys.p256dh, 'base64url').length !== 65 ||
    Buffer.from(keys.auth, 'base64url').length !== 16
  )
    refuse('invalid', { errors: [{ path: 'keys', message: 'wrong_format' }] })
  const subscription = { userId, sessionId, ...keys }
  await db.$transaction(async (tx) => {
    // Whoever used this browser before has nothing more on its way to it.
    await tx.pushSubscription.deleteMany({ where: { endpoint, NOT: { userId } } })
    await tx.pushSubscription.upsert({
      where: { endpoint },
      create: { endpoint, ...subscription },
      update: subscription,
    })
    const older = await tx.pushSubscription.findMany({
      where: { userId },
      orderBy: { id: 'desc' },
      skip: MAX_SUBSCRIPTIONS,
      select: { id: true },
    })
    await tx.pushSubscription.deleteMany({ where: { id: { in: older.map(({ id }) => id) } } })
  })
}

/** To all of their browsers: how many took it, of how many (POST /notices/test). */
export async function sendTestPush({ id: userId }: Viewer, message: PushMessage) {
  const subscriptions = await db.pushSubscription.findMany({ where: { userId } })
  const answers = await Promise.all(subscriptions.map((subscription) => sendPush(subscription, message)))
  const gone = subscriptions.filter((_, n) => GONE.has(answers[n]?.status ?? 0)).map(({ id }) => id)
  await db.pushSubscription.deleteMany({ where: { id: { in: gone } } })
  const sent = answers.filter(({ status }) => status !== null && status < 300).length
  return { sent, of: subscriptions.length }
}

export async function deletePushSubscription({ id: userId }: Viewer, endpoint: string) {
  await db.pushSubscription.deleteMany({ where: { userId, endpoint } })
}
