import type { Channel, User, UserRole } from '#prisma'
import { ChzzkError } from '~/chzzk/errors'
import { revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'
import { type Newcomer, spendNewcomer } from './newcomer.server'
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

/**
 * Creates the account of a newcomer who is 14 or older and agrees to the terms: a session token in place of this browser's
 * former one. A row of a donor without a login becomes theirs. Refusals: `signed_out` (this login was used before),
 * `conflict` (the account exists) (docs/product.md §2, docs/ledger.md §3).
 */
export async function signUp(newcomer: Newcomer, insteadOf: string | null): Promise<string> {
  const { channelId, channelName, tokens } = newcomer
  const role = isAdmin(channelId) ? 'admin' : 'viewer'
  const person = { displayName: channelName, agreedAt: new Date(), role } as const
  return db.$transaction(async (tx) => {
    if (!(await spendNewcomer(newcomer, tx))) refuse('signed_out')
    const adopted = await tx.user.updateMany({
      where: { chzzkUserId: channelId, agreedAt: null },
      data: person,
    })
    if (adopted.count === 0) {
      const created = await tx.user.createManyAndReturn({
        data: { chzzkUserId: channelId, ...person },
        skipDuplicates: true,
      })
      if (created.length === 0) refuse('conflict', { because: 'already_signed_up' })
    }
    const user = await tx.user.findUniqueOrThrow({ where: { chzzkUserId: channelId } })
    await saveTokens(tx, user.id, tokens)
    return startSession(user.id, { from: tx, insteadOf })
  })
}

/**
 * Ends a newcomer's login, of which nothing was stored; the grant is revoked, if CHZZK answers and they have not agreed in
 * another browser meanwhile (POST /auth/agree).
 */
export async function declineNewcomer(newcomer: Newcomer) {
  const { channelId, tokens } = newcomer
  if (!(await spendNewcomer(newcomer))) return
  const agreedCount = await db.user.count({ where: { chzzkUserId: channelId, agreedAt: { not: null } } })
  if (agreedCount > 0) return
  try {
    await revokeGrant(tokens.accessToken)
  } catch (error) {
    if (!(error instanceof ChzzkError)) throw error
  }
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
