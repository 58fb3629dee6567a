import { revokeGrantOf } from './revoke-grant.server'
import { endAllSessions, endSession } from './session.server'
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
