import { fetchChannels } from '~/chzzk/client.server'
import { ChzzkError } from '~/chzzk/errors'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'

/**
 * The person behind a CHZZK id: their user id. A donor who never used Melt gets a row without a login, named as CHZZK
 * names them and never as somebody else does; first login takes it over (ledger.md §3, chzzk.md §3.2). Refusals:
 * `invalid` (CHZZK knows nobody of this id), `chzzk_unavailable`.
 */
export async function knownPerson(chzzkUserId: string): Promise<string> {
  const before = await db.user.findUnique({ where: { chzzkUserId } })
  if (before) return before.id
  const [seen] = await askChzzk(chzzkUserId)
  if (!seen) refuse('invalid', { errors: [{ path: 'chzzkUserId', message: '치지직에 없는 아이디예요' }] })
  await db.user.createMany({ data: { chzzkUserId, displayName: seen.channelName }, skipDuplicates: true })
  return (await db.user.findUniqueOrThrow({ where: { chzzkUserId } })).id
}

async function askChzzk(chzzkUserId: string) {
  try {
    return await fetchChannels([chzzkUserId])
  } catch (error) {
    if (error instanceof ChzzkError) refuse('chzzk_unavailable', { retryAfterSeconds: 30 })
    throw error
  }
}
