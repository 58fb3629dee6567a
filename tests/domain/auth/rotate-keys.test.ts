import { beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { decryptTokens, saveTokens } from '~/domain/auth/tokens.server'
import { useDatabase } from '../../support/database'
import { makeViewer } from '../../support/people'

useDatabase()
beforeEach(async () => {
  await db.oauthToken.deleteMany()
})

const OLD = process.env.TOKEN_ENCRYPTION_KEY
const NEW = 'a-new-token-key-for-tests-0123456789'

/** Melt's own modules, as an instance with these keys would have loaded them. */
async function withKeys(keys: string) {
  vi.resetModules()
  process.env.TOKEN_ENCRYPTION_KEY = keys
  const { commands } = await import('~/commands.server')
  const tokens = await import('~/domain/auth/tokens.server')
  process.env.TOKEN_ENCRYPTION_KEY = OLD
  return { rotate: () => commands['tokens:rotate']?.(), ...tokens }
}

const tokensOf = (name: string) => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  scope: null,
  expiresAt: new Date(Date.now() + 60_000),
})

async function holder(name: string) {
  const { id } = await makeViewer(name)
  await db.$transaction((tx) => saveTokens(tx, id, tokensOf(name)))
  return id
}
const rowOf = (userId: string) => db.oauthToken.findUniqueOrThrow({ where: { userId } })

describe('A new key', () => {
  test('seals every grant anew and nothing else of its row; then the old one can go', async () => {
    const ids = [await holder('하나'), await holder('둘'), await holder('셋')]
    const before = await Promise.all(ids.map(rowOf))
    const both = await withKeys(`${NEW},${OLD}`)
    expect(await both.rotate()).toEqual({
      line: '3 grants encrypted anew, 0 were under the first key already, none is unreadable',
      exitCode: 0,
    })
    const alone = await withKeys(NEW)
    for (const [at, id] of ids.entries()) {
      const row = await rowOf(id)
      const { accessToken, refreshToken } = row
      expect(decryptTokens(row), 'with the old key').toBeNull()
      expect(alone.decryptTokens(row)?.accessToken).toMatch(/^access-/)
      expect({ ...before[at], accessToken, refreshToken }).toEqual(row)
    }
    expect((await alone.rotate())?.line).toMatch(/^0 grants encrypted anew, 3 were/)
  })

  test('names what no key opens, keeps it, and fails', async () => {
    const [one, lost] = [await holder('하나'), await holder('잃은')]
    await db.oauthToken.update({ where: { userId: lost }, data: { accessToken: 'v1.00000000.AAAA' } })
    const outcome = await (await withKeys(`${NEW},${OLD}`)).rotate()
    expect(outcome).toEqual({
      line: '1 grants encrypted anew, 0 were under the first key already, 1 open with no key of TOKEN_ENCRYPTION_KEY',
      exitCode: 1,
    })
    expect(await rowOf(lost)).toMatchObject({ accessToken: 'v1.00000000.AAAA' })
    expect(decryptTokens(await rowOf(one))).toBeNull()
  })

  test('loses nothing that is renewed meanwhile, be it under the old key or by a login after a logout', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => holder(`${n}번`)))
    const both = await withKeys(`${NEW},${OLD}`)
    const renewed = ids.map(async (id, n) => {
      if (n % 2) await db.oauthToken.deleteMany({ where: { userId: id } })
      await db.$transaction((tx) => saveTokens(tx, id, tokensOf(`새${n}`)))
    })
    await Promise.all([both.rotate(), ...renewed])
    for (const [n, id] of ids.entries())
      expect(both.decryptTokens(await rowOf(id))?.accessToken).toBe(`access-새${n}`)
    expect((await both.rotate())?.exitCode).toBe(0)
    const alone = await withKeys(NEW)
    for (const id of ids) expect(alone.decryptTokens(await rowOf(id))).not.toBeNull()
  })
})
