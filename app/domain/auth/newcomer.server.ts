import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ChzzkError } from '~/chzzk/errors'
import { revokeGrant } from '~/chzzk/login.server'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { refuse } from '~/domain/core/refusal'
import { decrypt, encrypt } from './encrypt.server'
import { startSession } from './session.server'
import { isAdmin } from './sign-in.server'
import { saveTokens } from './tokens.server'

export const NEWCOMER_LIFE_SECONDS = 30 * 60

const newcomer = z.object({
  id: z.uuid(),
  channelId: z.string(),
  channelName: z.string(),
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    scope: z.string().nullable(),
    expiresAt: z.coerce.date(),
  }),
  until: z.number(),
})

/** Somebody whom CHZZK knows and Melt does not yet: until they agree, they are kept in their own browser only, sealed. */
export type Newcomer = z.infer<typeof newcomer>

export function encryptNewcomer(person: Omit<Newcomer, 'id' | 'until'>) {
  const until = Date.now() + NEWCOMER_LIFE_SECONDS * 1000
  return encrypt(JSON.stringify({ ...person, id: randomUUID(), until }), 'newcomer')
}

/** The newcomer of a cookie; null when it is not ours, older than 30 minutes, or spent. */
export async function decryptNewcomer(sealed: string): Promise<Newcomer | null> {
  const text = decrypt(sealed, 'newcomer')
  const read = text ? newcomer.safeParse(JSON.parse(text)) : null
  if (!read?.success || read.data.until <= Date.now()) return null
  const spent = await db.spentNewcomer.count({ where: { id: read.data.id } })
  return spent === 0 ? read.data : null
}

/** Ends a login that awaits its agreement: false when that was done before. Only its number is kept, while its cookie would live. */
export async function spendNewcomer({ id, until }: Newcomer, from: Tx = db) {
  await from.spentNewcomer.deleteMany({ where: { until: { lt: new Date() } } })
  const { count } = await from.spentNewcomer.createMany({
    data: { id, until: new Date(until) },
    skipDuplicates: true,
  })
  return count === 1
}

/**
 * Stores a newcomer who is 14 or older and agrees to the terms: a session token in place of the one this browser held. A
 * row that waited for them, as a donor without a login, becomes theirs. Refusals: `signed_out` when this login was used
 * before, to agree or to decline, `conflict` when the account exists already (product.md §2, ledger.md §3).
 */
export async function agree(newcomer: Newcomer, insteadOf: string | null): Promise<string> {
  const { channelId, channelName, tokens } = newcomer
  const role = isAdmin(channelId) ? 'admin' : 'viewer'
  const person = { displayName: channelName, agreedAt: new Date(), role } as const
  return db.$transaction(async (tx) => {
    if (!(await spendNewcomer(newcomer, tx))) refuse('signed_out')
    const taken = await tx.user.updateMany({
      where: { chzzkUserId: channelId, agreedAt: null },
      data: person,
    })
    if (taken.count === 0) {
      const created = await tx.user.createManyAndReturn({
        data: { chzzkUserId: channelId, ...person },
        skipDuplicates: true,
      })
      if (created.length === 0) refuse('conflict', { detail: '이미 가입했어요. 다시 로그인해 주세요' })
    }
    const user = await tx.user.findUniqueOrThrow({ where: { chzzkUserId: channelId } })
    await saveTokens(tx, user.id, tokens)
    return startSession(user.id, { from: tx, insteadOf })
  })
}

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
