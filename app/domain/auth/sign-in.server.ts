import { db } from '~/db/client.server'
import { env } from '~/env.server'
import { startSession } from './session.server'
import { keepTokens, type Tokens } from './tokens.server'

/**
 * Signs in somebody who has agreed before: a session token, with their name and tokens renewed; null for a newcomer,
 * of whom nothing is stored (api.md "Auth").
 */
export async function signIn(
  me: { channelId: string; channelName: string },
  tokens: Tokens,
): Promise<string | null> {
  const known = await db.user.findUnique({ where: { chzzkUserId: me.channelId } })
  if (!known?.agreedAt) return null
  await db.$transaction(async (tx) => {
    await tx.user.update({
      where: { id: known.id },
      data: { displayName: me.channelName, ...adminRole(me.channelId) },
    })
    await tx.channel.updateMany({ where: { ownerId: known.id }, data: { name: me.channelName } })
    await keepTokens(tx, known.id, tokens)
  })
  return startSession(known.id)
}

/** Who is an admin is said by the operator (MELT_ADMIN_CHANNEL_IDS) and taken up at login. */
export function adminRole(chzzkUserId: string) {
  return env.adminChannelIds.includes(chzzkUserId) ? { role: 'admin' as const } : {}
}
