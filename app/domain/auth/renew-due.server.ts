import { db } from '~/db/client.server'
import { Refusal } from '~/domain/core/refusal'
import { refreshTokens } from './access-token.server'

const DUE_MS = 60 * 60 * 1000
const MAX_PER_ROUND = 500
const MAX_FAILURES_IN_A_ROW = 3

type Renewals = { renewed: number; failed: number; gone: number }

/**
 * Renews the grants of creators who want CHZZK's events and whose access token expires within an hour. Instances share the
 * work by the lease of each grant. Those that failed before come last, and after three failures in a row the round ends, so
 * that a CHZZK that is down is not asked for everybody (docs/chzzk.md §1.2, §8).
 */
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
