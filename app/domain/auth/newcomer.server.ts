import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { decrypt, encrypt } from './encrypt.server'

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
