import { db } from '~/db/client.server'
import { startSession } from '~/domain/auth/session.server'
import type { Viewer } from '~/domain/auth/viewer'
import { someChzzkId } from '../support/people'
import type { Person } from './model'

export const CREATORS = ['creator0', 'creator1', 'creator2'] as const
export const FANS = ['fan0', 'fan1', 'fan2'] as const
/** The channels of all creators but the first keep this word from being shown from the beginning. */
export const BLOCKED_WORD = '바보'

export const EVERYBODY: readonly Person[] = ['stranger', 'admin', ...CREATORS, ...FANS]
const SIGNED_IN = EVERYBODY.filter((person) => person !== 'stranger')

/** An account; `viewer` is null while nobody is signed in with it. */
export type Role = { account: Viewer; viewer: Viewer | null; token: string | null }
export type Cast = Map<Person, Role>

/** New people with channels of their own, grown up and signed in. */
export async function makeCast(tag: string): Promise<Cast> {
  const agreedAt = new Date('2026-01-01')
  const users = await db.user.createManyAndReturn({
    data: SIGNED_IN.map((person) => ({
      chzzkUserId: someChzzkId(),
      displayName: `${tag}${person}`,
      agreedAt,
      role: person === 'admin' ? 'admin' : person.startsWith('creator') ? 'creator' : 'viewer',
    })),
  })
  const owners = users.filter(({ role }) => role === 'creator')
  const channels = await db.channel.createManyAndReturn({
    data: owners.map(({ id, chzzkUserId, displayName }) => ({
      chzzkChannelId: chzzkUserId,
      name: displayName,
      ownerId: id,
      openedAt: new Date(),
    })),
    select: { id: true, chzzkChannelId: true, name: true },
  })
  await db.channelSettings.createMany({
    data: channels
      .filter(({ name }) => name !== `${tag}creator0`)
      .map(({ id }) => ({ channelId: id, blockedWords: [BLOCKED_WORD] })),
  })
  const roles = users.map(({ id, chzzkUserId, displayName, role }): [Person, Role] => {
    const channel = channels.find(({ chzzkChannelId }) => chzzkChannelId === chzzkUserId) ?? null
    const account = { id, chzzkUserId, displayName, role, channel }
    const person = EVERYBODY.find((one) => displayName === `${tag}${one}`) ?? 'stranger'
    return [person, { account, viewer: account, token: null }]
  })
  return new Map(roles)
}

/** The session of somebody who is signed in, begun when it is first needed. */
export async function tokenOf(role: Role): Promise<string> {
  role.token ??= await startSession(role.account.id)
  return role.token
}
