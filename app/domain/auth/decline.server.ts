import { ChzzkError } from '~/chzzk/errors'
import { revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { type Newcomer, spendNewcomer } from './newcomer.server'

/**
 * Nothing of a newcomer was stored, and this login opens nothing more; what CHZZK granted is given back, if CHZZK answers
 * and they have not agreed in another browser meanwhile (api.md POST /auth/agree).
 */
export async function declineNewcomer(newcomer: Newcomer) {
  const { channelId, tokens } = newcomer
  if (!(await spendNewcomer(newcomer))) return
  const here = await db.user.count({ where: { chzzkUserId: channelId, agreedAt: { not: null } } })
  if (here > 0) return
  try {
    await revokeGrant(tokens.accessToken)
  } catch (error) {
    if (!(error instanceof ChzzkError)) throw error
  }
}
