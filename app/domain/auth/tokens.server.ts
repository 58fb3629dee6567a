import { db, type Tx } from '~/db/client.server'
import { decrypt, encrypt, primaryKeyPrefix } from './encrypt.server'

/** CHZZK's tokens decrypted: in memory for the length of one act. */
export type ChzzkTokenSet = {
  accessToken: string
  refreshToken: string
  scope: string | null
  expiresAt: Date
}

/** Leans on prisma/functions/accounts.sql. */
export async function saveTokens(tx: Tx, userId: string, tokens: ChzzkTokenSet) {
  const encrypted = encryptTokens(userId, tokens)
  await tx.oauthToken.upsert({
    where: { userId },
    create: { userId, ...encrypted },
    update: { ...encrypted, version: { increment: 1 } },
  })
}

export async function replaceTokens(
  from: Tx,
  { userId, version }: { userId: string; version: number },
  tokens: ChzzkTokenSet,
): Promise<boolean> {
  const { count } = await from.oauthToken.updateMany({
    where: { userId, version },
    data: { ...encryptTokens(userId, tokens), version: { increment: 1 } },
  })
  return count === 1
}

function encryptTokens(userId: string, { accessToken, refreshToken, scope, expiresAt }: ChzzkTokenSet) {
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

export function decryptTokens(row: { userId: string; accessToken: string; refreshToken: string }) {
  const accessToken = decrypt(row.accessToken, row.userId)
  const refreshToken = decrypt(row.refreshToken, row.userId)
  return accessToken && refreshToken ? { accessToken, refreshToken } : null
}

const BATCH_SIZE = 200

type Rotation = { rotated: number; current: number; unreadable: number }

/** Encrypts every grant under the first key, leaving version and time: a process may hold its lease. */
export async function rotateKeys(): Promise<Rotation> {
  const counts: Rotation = { rotated: 0, current: 0, unreadable: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.oauthToken.findMany({
      where: { userId: { gt: after } },
      orderBy: { userId: 'asc' },
      select: { userId: true },
      take: BATCH_SIZE,
    })
    for (const { userId } of rows) {
      const outcome = await rotateRow(userId)
      if (outcome) counts[outcome] += 1
      after = userId
    }
    if (rows.length < BATCH_SIZE) return counts
  }
}

/** Null where it is gone. It is written only while it is as it was read: one renewed meanwhile may have the old key, and is read again. */
async function rotateRow(userId: string): Promise<keyof Rotation | null> {
  for (;;) {
    const row = await db.oauthToken.findUnique({ where: { userId } })
    if (!row) return null
    const tokens = decryptTokens(row)
    if (!tokens) return 'unreadable'
    const { version, accessToken, refreshToken, updatedAt } = row
    if ([accessToken, refreshToken].every((text) => text.startsWith(primaryKeyPrefix))) return 'current'
    const { count } = await db.oauthToken.updateMany({
      where: { userId, version, accessToken, refreshToken },
      data: {
        accessToken: encrypt(tokens.accessToken, userId),
        refreshToken: encrypt(tokens.refreshToken, userId),
        updatedAt,
      },
    })
    if (count === 1) return 'rotated'
  }
}
