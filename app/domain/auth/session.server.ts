import { createHash, randomBytes } from 'node:crypto'
import { db, type Tx } from '~/db/client.server'
import type { Viewer } from './viewer'

export const SESSION_LIFE_SECONDS = 30 * 24 * 60 * 60

const hash = (token: string) => createHash('sha256').update(token).digest('hex')

type Start = { from?: Tx; insteadOf?: string | null }

/** In place of the browser's former session; only the token's hash is stored. Leans on prisma/functions/accounts.sql. */
export async function startSession(userId: string, { from = db, insteadOf = null }: Start = {}) {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + SESSION_LIFE_SECONDS * 1000)
  const expired = { userId, expiresAt: { lt: new Date() } }
  await from.session.deleteMany({
    where: insteadOf ? { OR: [expired, { tokenHash: hash(insteadOf) }] } : expired,
  })
  await from.session.create({ data: { userId, tokenHash: hash(token), expiresAt } })
  return token
}

export async function findSessionId(token: string): Promise<string | null> {
  const living = { tokenHash: hash(token), expiresAt: { gt: new Date() } }
  return (await db.session.findFirst({ where: living, select: { id: true } }))?.id ?? null
}

export async function findViewer(token: string): Promise<Viewer | null> {
  const session = await db.session.findFirst({
    where: { tokenHash: hash(token), expiresAt: { gt: new Date() } },
    select: {
      user: {
        select: {
          id: true,
          chzzkUserId: true,
          displayName: true,
          role: true,
          channel: { select: { id: true, chzzkChannelId: true, name: true, openedAt: true } },
        },
      },
    },
  })
  if (!session) return null
  const { channel, ...person } = session.user
  if (!channel?.openedAt) return { ...person, channel: null }
  const { id, chzzkChannelId, name } = channel
  return { ...person, channel: { id, chzzkChannelId, name } }
}

export async function endSession(token: string) {
  await db.session.deleteMany({ where: { tokenHash: hash(token) } })
}

export async function endAllSessions(userId: string) {
  await db.session.deleteMany({ where: { userId } })
}
