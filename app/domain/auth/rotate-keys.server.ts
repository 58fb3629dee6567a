import { db } from '~/db/client.server'
import { encrypt, primaryKeyPrefix } from './encrypt.server'
import { decryptTokens } from './tokens.server'

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
