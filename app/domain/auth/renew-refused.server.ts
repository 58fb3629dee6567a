import { db } from '~/db/client.server'
import { accessTokenOf } from './access-token.server'
import { refreshTokens } from './refresh-tokens.server'

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
