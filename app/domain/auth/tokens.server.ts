import type { Tx } from '~/db/transaction'
import { decrypt, encrypt } from './encrypt.server'

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
