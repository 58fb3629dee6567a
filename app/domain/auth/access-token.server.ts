import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { refreshTokens } from './refresh-tokens.server'
import { decryptTokens } from './tokens.server'

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
