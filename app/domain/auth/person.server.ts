import { fetchChannels } from '~/chzzk/client.server'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { chzzkOrRefuse } from './chzzk-or-refuse.server'

/**
 * The user id of the person behind a CHZZK id. A donor who never used Melt gets a row without a login, named as CHZZK names
 * them and never as a creator typed it; their first login takes it over (docs/ledger.md §3, docs/chzzk.md §3.2).
 */
export async function getPersonId(chzzkUserId: string): Promise<string> {
  const before = await db.user.findUnique({ where: { chzzkUserId } })
  if (before) return before.id
  const [seen] = await chzzkOrRefuse(() => fetchChannels([chzzkUserId]))
  if (!seen) refuse('invalid', { errors: [{ path: 'chzzkUserId', message: 'unknown_chzzk_id' }] })
  await db.user.createMany({ data: { chzzkUserId, displayName: seen.channelName }, skipDuplicates: true })
  return (await db.user.findUniqueOrThrow({ where: { chzzkUserId } })).id
}
