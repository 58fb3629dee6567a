import type { OauthToken } from '#prisma'
import { ChzzkError } from '~/chzzk/errors'
import { revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { endAllSessions, endSession } from './session.server'
import { decryptTokens } from './tokens.server'
import type { Viewer } from './viewer'

/** Ends this session, or with `everywhere` every one of the person's, and revokes CHZZK's grant (POST /auth/logout). */
export async function logOut(viewer: Viewer | null, token: string | null, everywhere: boolean) {
  if (viewer && everywhere) {
    await endAllSessions(viewer.id)
    await revokeGrantOf(viewer.id)
  } else if (token) {
    await endSession(token)
  }
}

/**
 * Deletes a person's tokens and revokes their CHZZK grant: true where CHZZK confirmed it. A CHZZK that does not answer
 * stops nobody from logging out (docs/chzzk.md §1.3).
 */
export async function revokeGrantOf(userId: string): Promise<boolean> {
  const row = await db.oauthToken.findUnique({ where: { userId } })
  if (!row) return true
  await db.oauthToken.deleteMany({ where: { userId } })
  return revokeTokens(row)
}

/** Revokes a grant whose tokens are deleted here: true where CHZZK confirmed it. */
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
