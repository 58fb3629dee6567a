import type { OauthToken } from '#prisma'
import { ChzzkError } from '~/chzzk/errors'
import { revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { endAllSessions, endSession } from './session.server'
import { decryptTokens } from './tokens.server'
import type { Viewer } from './viewer'

/** Ends this session, or with `everywhere` every one of the person's, and gives CHZZK's grant back (api.md POST /auth/logout). */
export async function logOut(viewer: Viewer | null, token: string | null, everywhere: boolean) {
  if (viewer && everywhere) {
    await endAllSessions(viewer.id)
    await revokeGrantOf(viewer.id)
  } else if (token) {
    await endSession(token)
  }
}

/**
 * Gives a person's CHZZK grant back and forgets its tokens: true when CHZZK heard of it. A CHZZK that does not answer
 * stops nobody from leaving (chzzk.md §1.3).
 */
export async function revokeGrantOf(userId: string): Promise<boolean> {
  const row = await db.oauthToken.findUnique({ where: { userId } })
  if (!row) return true
  await db.oauthToken.deleteMany({ where: { userId } })
  return revokeTokens(row)
}

/** Tells CHZZK that a grant whose tokens are forgotten here is over: true when CHZZK heard of it. */
export async function revokeTokens(row: OauthToken): Promise<boolean> {
  const tokens = decryptTokens(row)
  if (!tokens) return false
  try {
    await revokeGrant(tokens.accessToken)
    return true
  } catch (error) {
    if (error instanceof ChzzkError) return error.kind === 'grant_gone'
    throw error
  }
}
