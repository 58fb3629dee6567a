import { setTimeout as pause } from 'node:timers/promises'
import { ChzzkError } from '~/chzzk/errors'
import { type ChzzkTokens, renewGrant, revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { refuseChzzk } from './chzzk-or-refuse.server'
import { decryptTokens, replaceTokens } from './tokens.server'

const NEEDED_MS = 10 * 60 * 1000

/**
 * A person's CHZZK access token with ten more minutes to live, renewed first when it has less; what CHZZK has just
 * renewed counts however short it lives (chzzk.md §1.2). It stays in memory for one act. Refusals: `signed_out` (the
 * grant is gone, or no key of ours opens it), `chzzk_unavailable`.
 */
export async function accessTokenOf(userId: string, now = new Date()): Promise<string> {
  const row = await db.oauthToken.findUnique({ where: { userId } })
  const tokens = row && decryptTokens(row)
  if (tokens && row.expiresAt.getTime() - now.getTime() >= NEEDED_MS) return tokens.accessToken
  await refreshTokens(userId)
  const renewed = await db.oauthToken.findUnique({ where: { userId } })
  return (renewed && decryptTokens(renewed))?.accessToken ?? refuse('signed_out')
}

const YOUNG_MS = 10 * 60 * 1000

/**
 * Another token for one that CHZZK refused before its time; null where it was renewed minutes ago, so that what is missing is
 * a consent and no renewal helps (chzzk.md §4.6). Refusals: `signed_out`, `chzzk_unavailable`.
 */
export async function renewRefused(userId: string, now = new Date()): Promise<string | null> {
  const row = await db.oauthToken.findUnique({ where: { userId }, select: { updatedAt: true } })
  if (row && now.getTime() - row.updatedAt.getTime() < YOUNG_MS) return null
  await refreshTokens(userId)
  return accessTokenOf(userId)
}

const LEASE_MS = 15_000
const POLL_MS = 100
const JUST_RENEWED_MS = 2_000

/**
 * Renews a person's CHZZK tokens: `{expiresAt}`. CHZZK's refresh token is single use (chzzk.md §1.2), so one request
 * holds the lease and asks; the others wait for its answer, on every instance, and one that comes a moment late hears
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
    if (error.kind === 'grant_gone') return forgetGrant(row)
    await countFailure(row)
    refuseChzzk()
  }
}

/** What arrives after its person logged in again is not needed; after they logged out, it is given back. */
async function handleLateAnswer({ userId }: Row, renewed: ChzzkTokens) {
  const now = await db.oauthToken.findUnique({ where: { userId } })
  if (now) return expiryOf(now)
  await revokeGrant(renewed.accessToken).catch((error: unknown) => {
    if (!(error instanceof ChzzkError)) throw error
  })
  refuse('signed_out')
}

/** Ends the lease and counts; `failedAt` is when the trouble began. Tokens no key of ours opens wait for their key. */
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

/** Somebody who logged in again meanwhile keeps what they were given. */
async function forgetGrant({ userId, version }: Row): Promise<never> {
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
