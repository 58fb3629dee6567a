import { setTimeout as pause } from 'node:timers/promises'
import { ChzzkError } from '~/chzzk/errors'
import { type ChzzkTokens, renewGrant, revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { decryptTokens, replaceTokens } from './tokens.server'

const LEASE_MS = 15_000
const LOOK_AGAIN_MS = 100
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
  return count === 1 ? askChzzk(before) : waitForOther(userId, before.version)
}

type Row = NonNullable<Awaited<ReturnType<typeof db.oauthToken.findUnique>>>

async function askChzzk(row: Row) {
  const tokens = decryptTokens(row)
  if (!tokens) {
    await noteFailure(row)
    refuse('signed_out')
  }
  try {
    const renewed = await renewGrant(tokens.refreshToken)
    return (await replaceTokens(db, row, renewed)) ? expiryOf(renewed) : settleBelated(row, renewed)
  } catch (error) {
    if (!(error instanceof ChzzkError)) throw error
    if (error.kind === 'grant_gone') return forgetGrant(row)
    await noteFailure(row)
    refuse('chzzk_unavailable', { retryAfterSeconds: 30 })
  }
}

/** What arrives after its person logged in again is not needed; after they logged out, it is given back. */
async function settleBelated({ userId }: Row, renewed: ChzzkTokens) {
  const now = await db.oauthToken.findUnique({ where: { userId } })
  if (now) return expiryOf(now)
  await revokeGrant(renewed.accessToken).catch((error: unknown) => {
    if (!(error instanceof ChzzkError)) throw error
  })
  refuse('signed_out')
}

/** Ends the lease and counts; `failedAt` is when the trouble began. Tokens no key of ours opens wait for their key. */
async function noteFailure({ userId, version, updatedAt, failedAt }: Row) {
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
    await pause(LOOK_AGAIN_MS)
    const row = await db.oauthToken.findUnique({ where: { userId } })
    if (!row) refuse('signed_out')
    if (row.version !== version) return expiryOf(row)
    if (!row.refreshingUntil) break
  }
  refuse('chzzk_unavailable', { retryAfterSeconds: 30 })
}
