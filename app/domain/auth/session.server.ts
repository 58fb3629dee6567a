import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { db, query, type Tx } from '~/db/client.server'
import { decrypt, encrypt } from './encrypt.server'
import type { Viewer } from './viewer'

export const SESSION_LIFE_SECONDS = 30 * 24 * 60 * 60

const hash = (token: string) => createHash('sha256').update(token).digest('hex')

type Start = { from?: Tx; insteadOf?: string | null }

/** In place of the browser's former session; only the token's hash is stored. Leans on prisma/functions/accounts.sql. */
export async function startSession(userId: string, { from = db, insteadOf = null }: Start = {}) {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + SESSION_LIFE_SECONDS * 1000)
  const expired = { userId, expiresAt: { lt: new Date() } }
  const { id: sessionId } = await from.session.create({ data: { userId, tokenHash: hash(token), expiresAt } })
  const former = insteadOf ? { tokenHash: hash(insteadOf) } : null
  // The browser goes on getting its person's notices.
  if (former)
    await from.pushSubscription.updateMany({ where: { userId, session: former }, data: { sessionId } })
  await from.session.deleteMany({ where: former ? { OR: [expired, former] } : expired })
  return token
}

/** With the browsers that were to get notices as long as they lasted. */
export async function deleteExpiredLogins() {
  await db.session.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}

/** The first two values of a statement about whoever holds a token: its hash, and now. */
export const viewerValues = (token: string, now = new Date()): unknown[] => [hash(token), now]
const LIVING = 's.token_hash = $1 AND s.expires_at > $2'

export async function findSessionId(token: string): Promise<string | null> {
  const sql = `SELECT s.id FROM sessions s WHERE ${LIVING}`
  const [session] = await query<{ id: string }>('session', sql, viewerValues(token))
  return session?.id ?? null
}

/** The person `u` who holds a token, with `own`, their channel where it is open, and what else a page asks about them. */
export const viewerSql = (also: string, joins: string) => `
  SELECT u.id, u.chzzk_user_id AS "chzzkUserId", u.display_name AS "displayName", u.role,
    CASE WHEN own.id IS NOT NULL
      THEN json_build_object('id', own.id, 'chzzkChannelId', own.chzzk_channel_id, 'name', own.name) END AS channel${also}
  FROM sessions s JOIN users u ON u.id = s.user_id
  LEFT JOIN channels own ON own.owner_id = u.id AND own.opened_at IS NOT NULL ${joins}
  WHERE ${LIVING}`

export async function findViewer(token: string): Promise<Viewer | null> {
  const [viewer] = await query<Omit<Viewer, 'unreadNotifications'>>(
    'viewer',
    viewerSql('', ''),
    viewerValues(token),
  )
  return viewer ?? null
}

/** Leans on prisma/functions/outbox.sql. */
export async function endSession(token: string) {
  await db.session.deleteMany({ where: { tokenHash: hash(token) } })
}

/** Leans on prisma/functions/outbox.sql. */
export async function endAllSessions(userId: string) {
  await db.session.deleteMany({ where: { userId } })
}

export const NEWCOMER_LIFE_SECONDS = 30 * 60

const newcomer = z.object({
  id: z.uuid(),
  channelId: z.string(),
  channelName: z.string(),
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    scope: z.string().nullable(),
    expiresAt: z.coerce.date(),
  }),
  until: z.number(),
})

/** Somebody who has not agreed yet: an encrypted cookie is the only place that knows them. */
export type Newcomer = z.infer<typeof newcomer>

export function encryptNewcomer(person: Omit<Newcomer, 'id' | 'until'>) {
  const until = Date.now() + NEWCOMER_LIFE_SECONDS * 1000
  return encrypt(JSON.stringify({ ...person, id: randomUUID(), until }), 'newcomer')
}

/** Null when the cookie is not ours, older than 30 minutes, or spent. */
export async function decryptNewcomer(encrypted: string): Promise<Newcomer | null> {
  const text = decrypt(encrypted, 'newcomer')
  const parsed = text ? newcomer.safeParse(JSON.parse(text)) : null
  if (!parsed?.success || parsed.data.until <= Date.now()) return null
  const spent = await db.spentNewcomer.count({ where: { id: parsed.data.id } })
  return spent === 0 ? parsed.data : null
}

/** False where it was spent before. Only its id is stored, until its cookie expires. */
export async function spendNewcomer({ id, until }: Newcomer, from: Tx = db) {
  await from.spentNewcomer.deleteMany({ where: { until: { lt: new Date() } } })
  const { count } = await from.spentNewcomer.createMany({
    data: { id, until: new Date(until) },
    skipDuplicates: true,
  })
  return count === 1
}
