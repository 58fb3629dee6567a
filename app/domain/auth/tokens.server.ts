import { db } from '~/db/client.server'
import type { Tx } from '~/db/transaction'
import { decrypt, encrypt, primaryKeyPrefix } from './encrypt.server'

/** CHZZK's tokens in the open: they live in memory for the length of one act. */
export type ChzzkTokenSet = {
  accessToken: string
  refreshToken: string
  scope: string | null
  expiresAt: Date
}

/** Seals a person's tokens into their one row, in place of those before. */
export async function saveTokens(tx: Tx, userId: string, tokens: ChzzkTokenSet) {
  const sealed = sealTokens(userId, tokens)
  await tx.oauthToken.upsert({
    where: { userId },
    create: { userId, ...sealed },
    update: { ...sealed, version: { increment: 1 } },
  })
}

/** Keeps renewed tokens in place of those of this version: false where somebody logged in, or out, meanwhile. */
export async function replaceTokens(
  from: Tx,
  { userId, version }: { userId: string; version: number },
  tokens: ChzzkTokenSet,
): Promise<boolean> {
  const { count } = await from.oauthToken.updateMany({
    where: { userId, version },
    data: { ...sealTokens(userId, tokens), version: { increment: 1 } },
  })
  return count === 1
}

function sealTokens(userId: string, { accessToken, refreshToken, scope, expiresAt }: ChzzkTokenSet) {
  return {
    accessToken: encrypt(accessToken, userId),
    refreshToken: encrypt(refreshToken, userId),
    scope,
    expiresAt,
    refreshingUntil: null,
    failures: 0,
    failedAt: null,
  }
}

/** The tokens of a row; null when they were sealed for somebody else or with a forgotten key. */
export function decryptTokens(row: { userId: string; accessToken: string; refreshToken: string }) {
  const accessToken = decrypt(row.accessToken, row.userId)
  const refreshToken = decrypt(row.refreshToken, row.userId)
  return accessToken && refreshToken ? { accessToken, refreshToken } : null
}

const AT_ONCE = 200

export type Rotation = { resealed: number; already: number; unreadable: number }

/**
 * Seals every grant anew under the first of our keys: `{resealed, already, unreadable}`, rows each. Only a row that is
 * still as it was read is written, so that tokens renewed meanwhile stay; its version and time stay too, for whoever
 * holds its lease.
 */
export async function rotateKeys(): Promise<Rotation> {
  const told: Rotation = { resealed: 0, already: 0, unreadable: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.oauthToken.findMany({
      where: { userId: { gt: after } },
      orderBy: { userId: 'asc' },
      select: { userId: true },
      take: AT_ONCE,
    })
    for (const { userId } of rows) {
      const became = await reseal(userId)
      if (became) told[became] += 1
      after = userId
    }
    if (rows.length < AT_ONCE) return told
  }
}

/**
 * What became of one row; null when it is there no more. A row renewed meanwhile is looked at anew: an instance that
 * does not know the new key yet may have sealed it with the one before.
 */
async function reseal(userId: string): Promise<keyof Rotation | null> {
  for (;;) {
    const row = await db.oauthToken.findUnique({ where: { userId } })
    if (!row) return null
    const tokens = decryptTokens(row)
    if (!tokens) return 'unreadable'
    const { version, accessToken, refreshToken, updatedAt } = row
    if ([accessToken, refreshToken].every((sealed) => sealed.startsWith(primaryKeyPrefix))) return 'already'
    const { count } = await db.oauthToken.updateMany({
      where: { userId, version, accessToken, refreshToken },
      data: {
        accessToken: encrypt(tokens.accessToken, userId),
        refreshToken: encrypt(tokens.refreshToken, userId),
        updatedAt,
      },
    })
    if (count === 1) return 'resealed'
  }
}
