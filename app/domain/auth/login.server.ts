import type { Channel, OauthToken, User, UserRole } from '#prisma'
import { ChzzkError } from '~/chzzk/errors'
import { revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'
import { endAllSessions, endSession, type Newcomer, spendNewcomer, startSession } from './session.server'
import { type ChzzkTokenSet, decryptTokens, saveTokens } from './tokens.server'
import type { Viewer } from './viewer'

type Arrival = {
  me: { channelId: string; channelName: string }
  tokens: ChzzkTokenSet
  insteadOf: string | null
}

/** A session token for somebody with an account; null for a newcomer, of whom nothing is stored (docs/api.md "Auth"). */
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

/** A donor's row without a login becomes theirs (docs/ledger.md §3). Refusals: `signed_out` (used before), `conflict`. */
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

/** The grant is revoked unless they agreed in another browser meanwhile (POST /auth/agree). */
export async function declineNewcomer(newcomer: Newcomer) {
  const { channelId, tokens } = newcomer
  if (!(await spendNewcomer(newcomer))) return
  const agreedCount = await db.user.count({ where: { chzzkUserId: channelId, agreedAt: { not: null } } })
  if (agreedCount > 0) return
  await revoke(tokens.accessToken)
}

function roleNow({ chzzkUserId, role, channel }: User & { channel: Channel | null }): UserRole {
  if (isAdmin(chzzkUserId)) return 'admin'
  if (role !== 'admin') return role
  return channel?.openedAt ? 'creator' : 'viewer'
}

export function isAdmin(chzzkUserId: string) {
  return env.adminChannelIds.includes(chzzkUserId)
}

/** At the start of the process, not at their next login. */
export async function demoteFormerAdmins() {
  const former = { role: 'admin' as const, chzzkUserId: { notIn: env.adminChannelIds } }
  await db.user.updateMany({ where: { ...former, channel: { isNot: null } }, data: { role: 'creator' } })
  await db.user.updateMany({ where: former, data: { role: 'viewer' } })
}

export async function logOut(viewer: Viewer | null, token: string | null, everywhere: boolean) {
  if (viewer && everywhere) {
    await endAllSessions(viewer.id)
    await revokeGrantOf(viewer.id)
  } else if (token) {
    await endSession(token)
  }
}

/** A CHZZK that does not answer stops nobody from logging out: true where it confirmed (docs/chzzk.md §1.3). */
export async function revokeGrantOf(userId: string): Promise<boolean> {
  const row = await db.oauthToken.findUnique({ where: { userId } })
  if (!row) return true
  await db.oauthToken.deleteMany({ where: { userId } })
  return revokeTokens(row)
}

export async function revokeTokens(row: OauthToken): Promise<boolean> {
  const tokens = decryptTokens(row)
  return tokens !== null && revoke(tokens.accessToken)
}

async function revoke(accessToken: string): Promise<boolean> {
  try {
    await revokeGrant(accessToken)
    return true
  } catch (error) {
    if (error instanceof ChzzkError) return error.kind === 'grant_gone'
    throw error
  }
}
