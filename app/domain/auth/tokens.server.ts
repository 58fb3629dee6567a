import type { Prisma } from '#prisma'
import { seal, unseal } from './seal.server'

/** CHZZK's tokens in the open: they live in memory for the length of one act. */
export type Tokens = { accessToken: string; refreshToken: string; scope: string | null; expiresAt: Date }

/** Seals a person's tokens into their one row, in place of those before. */
export async function keepTokens(tx: Prisma.TransactionClient, userId: string, tokens: Tokens) {
  const sealed = sealTokens(userId, tokens)
  await tx.oauthToken.upsert({
    where: { userId },
    create: { userId, ...sealed },
    update: { ...sealed, version: { increment: 1 } },
  })
}

/** Keeps renewed tokens in place of those of this version: false where somebody logged in, or out, meanwhile. */
export async function replaceTokens(
  from: Prisma.TransactionClient,
  { userId, version }: { userId: string; version: number },
  tokens: Tokens,
): Promise<boolean> {
  const { count } = await from.oauthToken.updateMany({
    where: { userId, version },
    data: { ...sealTokens(userId, tokens), version: { increment: 1 } },
  })
  return count === 1
}

function sealTokens(userId: string, { accessToken, refreshToken, scope, expiresAt }: Tokens) {
  return {
    accessToken: seal(accessToken, userId),
    refreshToken: seal(refreshToken, userId),
    scope,
    expiresAt,
    refreshingUntil: null,
    failures: 0,
    failedAt: null,
  }
}

/** The tokens of a row; null when they were sealed for somebody else or with a forgotten key. */
export function openTokens(row: { userId: string; accessToken: string; refreshToken: string }) {
  const accessToken = unseal(row.accessToken, row.userId)
  const refreshToken = unseal(row.refreshToken, row.userId)
  return accessToken && refreshToken ? { accessToken, refreshToken } : null
}
