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

/** A person who logged in with CHZZK and has no account yet: until they agree, an encrypted cookie is the only place that knows them. */
export type Newcomer = z.infer<typeof newcomer>

export function encryptNewcomer(person: Omit<Newcomer, 'id' | 'until'>) {
  const until = Date.now() + NEWCOMER_LIFE_SECONDS * 1000
  return encrypt(JSON.stringify({ ...person, id: randomUUID(), until }), 'newcomer')
}

/** The newcomer of a cookie; null when it is not ours, older than 30 minutes, or spent. */
export async function decryptNewcomer(encrypted: string): Promise<Newcomer | null> {
  const text = decrypt(encrypted, 'newcomer')
  const parsed = text ? newcomer.safeParse(JSON.parse(text)) : null
  if (!parsed?.success || parsed.data.until <= Date.now()) return null
  const spent = await db.spentNewcomer.count({ where: { id: parsed.data.id } })
  return spent === 0 ? parsed.data : null
}

/** Ends a login that awaits its agreement: false where it ended before. Only its id is stored, until its cookie expires. */
export async function spendNewcomer({ id, until }: Newcomer, from: Tx = db) {
  await from.spentNewcomer.deleteMany({ where: { until: { lt: new Date() } } })
  const { count } = await from.spentNewcomer.createMany({
    data: { id, until: new Date(until) },
    skipDuplicates: true,
  })
  return count === 1
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
