import type { Prisma } from '#prisma'
import { seal, unseal } from './seal.server'

/** CHZZK's tokens in the open: they live in memory for the length of one act. */
export type Tokens = { accessToken: string; refreshToken: string; scope: string | null; expiresAt: Date }

/** Seals a person's tokens into their one row, in place of those before. */
export async function keepTokens(tx: Prisma.TransactionClient, userId: string, tokens: Tokens) {
  const sealed = {
    accessToken: seal(tokens.accessToken, userId),
    refreshToken: seal(tokens.refreshToken, userId),
    scope: tokens.scope,
    expiresAt: tokens.expiresAt,
    refreshingUntil: null,
  }
  await tx.oauthToken.upsert({
    where: { userId },
    create: { userId, ...sealed },
    update: { ...sealed, version: { increment: 1 } },
  })
}

/** The tokens of a row; null when they were sealed for somebody else or with a forgotten key. */
export function openTokens(row: { userId: string; accessToken: string; refreshToken: string }) {
  const accessToken = unseal(row.accessToken, row.userId)
  const refreshToken = unseal(row.refreshToken, row.userId)
  return accessToken && refreshToken ? { accessToken, refreshToken } : null
}
