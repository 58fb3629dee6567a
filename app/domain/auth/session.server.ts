import { createHash, randomBytes } from 'node:crypto'
import { db } from '~/db/client.server'
import type { Viewer } from './viewer'

export const SESSION_LIFE_SECONDS = 30 * 24 * 60 * 60

const hash = (token: string) => createHash('sha256').update(token).digest('hex')

/** Signs a person in on one browser: the token for its cookie, of which only the hash is kept. */
export async function startSession(userId: string) {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + SESSION_LIFE_SECONDS * 1000)
  await db.session.deleteMany({ where: { userId, expiresAt: { lt: new Date() } } })
  await db.session.create({ data: { userId, tokenHash: hash(token), expiresAt } })
  return token
}

/** Who holds this token; null when it is unknown, ended or expired. */
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
