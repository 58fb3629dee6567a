import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { db, type Tx } from '~/db/client.server'
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

/** Somebody who has not agreed yet: an encrypted cookie is the only place that knows them. */
export type Newcomer = z.infer<typeof newcomer>

export function encryptNewcomer(person: Omit<Newcomer, 'id' | 'until'>) {
  const until = Date.now() + NEWCOMER_LIFE_SECONDS * 1000
  return encrypt(JSON.stringify({ ...person, id: randomUUID(), until }), 'newcomer')
}

/** Null when the cookie is not ours, older than 30 minutes, or spent. */
export async function decryptNewcomer(encrypted: string): Promise<Newcomer | null> {
  const text = decrypt(encrypted, 'newcomer')
  const parsed = text ? newcomer.safeParse(JSON.parse(text)) : null
  if (!parsed?.success || parsed.data.until <= Date.now()) return null
  const spent = await db.spentNewcomer.count({ where: { id: parsed.data.id } })
  return spent === 0 ? parsed.data : null
}

/** False where it was spent before. Only its id is stored, until its cookie expires. */
export async function spendNewcomer({ id, until }: Newcomer, from: Tx = db) {
  await from.spentNewcomer.deleteMany({ where: { until: { lt: new Date() } } })
  const { count } = await from.spentNewcomer.createMany({
    data: { id, until: new Date(until) },
    skipDuplicates: true,
  })
  return count === 1
}
