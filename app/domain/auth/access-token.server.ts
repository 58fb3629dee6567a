import { setTimeout as pause } from 'node:timers/promises'
import { ChzzkError } from '~/chzzk/errors'
import { type ChzzkTokens, renewGrant, revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { refuseChzzk } from './chzzk-or-refuse.server'
import { decryptTokens, replaceTokens } from './tokens.server'

const MIN_VALID_MS = 10 * 60 * 1000

/**
 * A person's CHZZK access token that is valid for ten more minutes, renewed first where it is not (docs/chzzk.md §1.2).
 * Refusals: `signed_out` (the grant is gone, or none of our keys decrypts it), `chzzk_unavailable`.
 */
export async function getAccessToken(userId: string, now = new Date()): Promise<string> {
  const row = await db.oauthToken.findUnique({ where: { userId } })
  const tokens = row && decryptTokens(row)
  if (tokens && row.expiresAt.getTime() - now.getTime() >= MIN_VALID_MS) return tokens.accessToken
  await refreshTokens(userId)
  const renewed = await db.oauthToken.findUnique({ where: { userId } })
  return (renewed && decryptTokens(renewed))?.accessToken ?? refuse('signed_out')
}

const JUST_ISSUED_MS = 10 * 60 * 1000

/**
 * A new token for one that CHZZK refused before it expired; null where it was renewed minutes ago: then a consent is
 * missing, and no renewal helps (docs/chzzk.md §4.6).
 */
export async function renewRefusedToken(userId: string, now = new Date()): Promise<string | null> {
  const row = await db.oauthToken.findUnique({ where: { userId }, select: { updatedAt: true } })
  if (row && now.getTime() - row.updatedAt.getTime() < JUST_ISSUED_MS) return null
  await refreshTokens(userId)
  return getAccessToken(userId)
}

const LEASE_MS = 15_000
const POLL_MS = 100
const JUST_RENEWED_MS = 2_000

/**
 * Renews a person's CHZZK tokens: `{expiresAt}`. CHZZK's refresh token is single use (docs/chzzk.md §1.2), so one request
 * takes the lease and asks; all others, on every instance, wait for its answer, and one that comes a moment later gets
 * the same. Refusals: `signed_out` (the grant is gone), `chzzk_unavailable`.
 */
export async function refreshTokens(userId: string): Promise<{ expiresAt: string }> {
  const before = await db.oauthToken.findUnique({ where: { userId } })
  if (!before) refuse('signed_out')
  const now = new Date()
  if (now.getTime() - before.updatedAt.getTime() < JUST_RENEWED_MS) return expiryOf(before)
  const { count } = await db.oauthToken.updateMany({
    where: {
      userId,
      version: before.version,
      OR: [{ refreshingUntil: null }, { refreshingUntil: { lt: now } }],
    },
    data: { refreshingUntil: new Date(now.getTime() + LEASE_MS), updatedAt: before.updatedAt },
  })
  return count === 1 ? renewTokens(before) : waitForOther(userId, before.version)
}

type Row = NonNullable<Awaited<ReturnType<typeof db.oauthToken.findUnique>>>

async function renewTokens(row: Row) {
  const tokens = decryptTokens(row)
  if (!tokens) {
    await countFailure(row)
    refuse('signed_out')
  }
  try {
    const renewed = await renewGrant(tokens.refreshToken)
    return (await replaceTokens(db, row, renewed)) ? expiryOf(renewed) : handleLateAnswer(row, renewed)
  } catch (error) {
    if (!(error instanceof ChzzkError)) throw error
    if (error.kind === 'grant_gone') return deleteGrant(row)
    await countFailure(row)
    refuseChzzk()
  }
}

/** An answer that arrives after its person logged in again is dropped; after they logged out, it is revoked. */
async function handleLateAnswer({ userId }: Row, renewed: ChzzkTokens) {
  const now = await db.oauthToken.findUnique({ where: { userId } })
  if (now) return expiryOf(now)
  await revokeGrant(renewed.accessToken).catch((error: unknown) => {
    if (!(error instanceof ChzzkError)) throw error
  })
  refuse('signed_out')
}

/** Ends the lease and counts; `failedAt` is when failures began. Tokens that no key decrypts wait for their key. */
async function countFailure({ userId, version, updatedAt, failedAt }: Row) {
  await db.oauthToken.updateMany({
    where: { userId, version },
    data: {
      refreshingUntil: null,
      failures: { increment: 1 },
      failedAt: failedAt ?? new Date(),
      updatedAt,
    },
  })
}

const expiryOf = ({ expiresAt }: { expiresAt: Date }) => ({ expiresAt: expiresAt.toISOString() })

/** The version guards the tokens of a login that happened meanwhile. */
async function deleteGrant({ userId, version }: Row): Promise<never> {
  await db.oauthToken.deleteMany({ where: { userId, version } })
  refuse('signed_out')
}

async function waitForOther(userId: string, version: number) {
  const until = Date.now() + LEASE_MS
  while (Date.now() < until) {
    await pause(POLL_MS)
    const row = await db.oauthToken.findUnique({ where: { userId } })
    if (!row) refuse('signed_out')
    if (row.version !== version) return expiryOf(row)
    if (!row.refreshingUntil) break
  }
  refuseChzzk()
}
