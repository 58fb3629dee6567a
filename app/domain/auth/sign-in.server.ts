import type { Channel, User, UserRole } from '#prisma'
import { db } from '~/db/client.server'
import { env } from '~/env.server'
import { startSession } from './session.server'
import { type ChzzkTokenSet, saveTokens } from './tokens.server'

type Arrival = {
  me: { channelId: string; channelName: string }
  tokens: ChzzkTokenSet
  insteadOf: string | null
}

/**
 * Signs in a person with an account, with their name and tokens renewed: a session token in place of this browser's former
 * one; null for a newcomer, of whom nothing is stored (docs/api.md "Auth").
 */
export async function signIn({ me, tokens, insteadOf }: Arrival): Promise<string | null> {
  const known = await db.user.findUnique({ where: { chzzkUserId: me.channelId }, include: { channel: true } })
  if (!known?.agreedAt) return null
  return db.$transaction(async (tx) => {
    await tx.user.update({
      where: { id: known.id },
      data: { displayName: me.channelName, role: roleNow(known) },
    })
    await tx.channel.updateMany({ where: { ownerId: known.id }, data: { name: me.channelName } })
    await saveTokens(tx, known.id, tokens)
    return startSession(known.id, { from: tx, insteadOf })
  })
}

/** MELT_ADMIN_CHANNEL_IDS names the admins; a role changes at login. */
function roleNow({ chzzkUserId, role, channel }: User & { channel: Channel | null }): UserRole {
  if (isAdmin(chzzkUserId)) return 'admin'
  if (role !== 'admin') return role
  return channel?.openedAt ? 'creator' : 'viewer'
}

export function isAdmin(chzzkUserId: string) {
  return env.adminChannelIds.includes(chzzkUserId)
}

/** A person whom MELT_ADMIN_CHANNEL_IDS no longer names stops being an admin when the process starts, not at their next login. */
export async function demoteFormerAdmins() {
  const former = { role: 'admin' as const, chzzkUserId: { notIn: env.adminChannelIds } }
  await db.user.updateMany({ where: { ...former, channel: { isNot: null } }, data: { role: 'creator' } })
  await db.user.updateMany({ where: former, data: { role: 'viewer' } })
}
