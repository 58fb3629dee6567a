import { setTimeout as pause } from 'node:timers/promises'
import { ChzzkError } from '~/chzzk/errors'
import { type ChzzkTokens, renewGrant, revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { Refusal, refuse } from '~/domain/core/refusal'
import { refuseChzzk } from './chzzk-or-refuse.server'
import { decryptTokens, replaceTokens } from './tokens.server'

const MIN_VALID_MS = 10 * 60 * 1000

/** Valid for ten more minutes, renewed where it is not (docs/chzzk.md §1.2). Refusals: `signed_out`, `chzzk_unavailable`. */
export async function getAccessToken(userId: string, now = new Date()): Promise<string> {
  const row = await db.oauthToken.findUnique({ where: { userId } })
  const tokens = row && decryptTokens(row)
  if (tokens && row.expiresAt.getTime() - now.getTime() >= MIN_VALID_MS) return tokens.accessToken
  await refreshTokens(userId)
  const renewed = await db.oauthToken.findUnique({ where: { userId } })
  return (renewed && decryptTokens(renewed))?.accessToken ?? refuse('signed_out')
}

const JUST_ISSUED_MS = 10 * 60 * 1000

/** A token refused before it expired; null where it was renewed minutes ago: a consent is missing (docs/chzzk.md §4.6). */
export async function renewRefusedToken(userId: string, now = new Date()): Promise<string | null> {
  const row = await db.oauthToken.findUnique({ where: { userId }, select: { updatedAt: true } })
  if (row && now.getTime() - row.updatedAt.getTime() < JUST_ISSUED_MS) return null
  await refreshTokens(userId)
  return getAccessToken(userId)
}

const LEASE_MS = 15_000
const POLL_MS = 100
const JUST_RENEWED_MS = 2_000

/** A refresh token is single use: one request takes the lease, all others wait for its answer (docs/chzzk.md §1.2). */
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

/** Dropped where the person logged in again meanwhile; revoked where they logged out. */
async function handleLateAnswer({ userId }: Row, renewed: ChzzkTokens) {
  const now = await db.oauthToken.findUnique({ where: { userId } })
  if (now) return expiryOf(now)
  await revokeGrant(renewed.accessToken).catch((error: unknown) => {
    if (!(error instanceof ChzzkError)) throw error
  })
  refuse('signed_out')
}

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

const DUE_MS = 60 * 60 * 1000
const MAX_PER_ROUND = 500
const MAX_FAILURES_IN_A_ROW = 3

type Renewals = { renewed: number; failed: number; gone: number }

/** Of creators who want CHZZK's events; three failures in a row end the round: CHZZK is down (docs/chzzk.md §1.2, §8). */
export async function renewDue(now = new Date()): Promise<Renewals> {
  const due = await db.oauthToken.findMany({
    where: {
      expiresAt: { lt: new Date(now.getTime() + DUE_MS) },
      OR: [{ refreshingUntil: null }, { refreshingUntil: { lt: now } }],
      user: { channel: { openedAt: { not: null }, settings: { sessionMode: { not: 'off' } } } },
    },
    orderBy: [{ failures: 'asc' }, { expiresAt: 'asc' }],
    select: { userId: true },
    take: MAX_PER_ROUND,
  })
  const counts: Renewals = { renewed: 0, failed: 0, gone: 0 }
  let failedInARow = 0
  for (const { userId } of due) {
    const outcome = await renew(userId)
    counts[outcome] += 1
    failedInARow = outcome === 'failed' ? failedInARow + 1 : 0
    if (failedInARow === MAX_FAILURES_IN_A_ROW) break
  }
  return counts
}

async function renew(userId: string): Promise<keyof Renewals> {
  try {
    await refreshTokens(userId)
    return 'renewed'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.reason === 'signed_out' ? 'gone' : 'failed'
  }
}
