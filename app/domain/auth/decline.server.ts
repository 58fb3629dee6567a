import { ChzzkError } from '~/chzzk/errors'
import { revokeGrant } from '~/chzzk/login.server'
import type { Newcomer } from './newcomer.server'

/** Nothing of a newcomer was stored; what CHZZK granted is given back, if CHZZK answers (api.md POST /auth/agree). */
export async function declineNewcomer({ tokens }: Newcomer) {
  try {
    await revokeGrant(tokens.accessToken)
  } catch (error) {
    if (!(error instanceof ChzzkError)) throw error
  }
}
