import { afterEach, describe, expect, test } from 'vitest'
import { resetSandbox, sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { getAccessToken } from '~/domain/auth/access-token.server'
import { revokeGrantOf } from '~/domain/auth/login.server'
import { useMelt } from '../../support/melt'
import { makeViewer } from '../../support/people'
import { setSwitches } from '../../support/visitor'
import { keepGrantOf } from './grant'

useMelt()
afterEach(() => resetSandbox())

const MINUTES = 60_000
const rowOf = (userId: string) => db.oauthToken.findUnique({ where: { userId } })
const reasonOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'none',
    (error: { reason?: string }) => error.reason,
  )

/** Somebody whose token lives that long. */
async function holder(livesMs: number) {
  const person = await makeViewer('밤비노래방')
  return { ...person, tokens: await keepGrantOf(person, livesMs) }
}

describe('An access token', () => {
  test('that lives ten more minutes is handed out as it is, a shorter one is renewed first', async () => {
    const long = await holder(11 * MINUTES)
    expect(await getAccessToken(long.id)).toBe(long.tokens.accessToken)
    for (const livesMs of [9 * MINUTES, -MINUTES]) {
      const short = await holder(livesMs)
      const token = await getAccessToken(short.id)
      expect(token).not.toBe(short.tokens.accessToken)
      expect(sandboxMemory().accessTokens.get(token)?.channelId).toBe(short.chzzkUserId)
      expect(await getAccessToken(short.id)).toBe(token)
    }
  })

  test('is renewed once for all who ask at once', async () => {
    const { id } = await holder(MINUTES)
    const issued = sandboxMemory().accessTokens.size
    const tokens = await Promise.all(Array.from({ length: 5 }, () => getAccessToken(id)))
    expect(new Set(tokens).size).toBe(1)
    expect(sandboxMemory().accessTokens.size).toBe(issued + 1)
  })

  test('is refused to whoever gave no grant, or whose grant is gone, which is then forgotten', async () => {
    expect(await reasonOf(getAccessToken((await makeViewer('새벽세시라면')).id))).toBe('signed_out')
    const { id } = await holder(MINUTES)
    sandboxMemory().refreshTokens.clear()
    expect(await reasonOf(getAccessToken(id))).toBe('signed_out')
    expect(await rowOf(id)).toBeNull()
  })

  test.each(['down', 'rate_limited', 'html_200', 'html_502', 'reset'])(
    'waits out CHZZK’s trouble (%s), counted since it began',
    async (fault) => {
      const { id } = await holder(MINUTES)
      const before = await rowOf(id)
      await setSwitches({ fault, faultAt: 'token' })
      expect(await reasonOf(getAccessToken(id))).toBe('chzzk_unavailable')
      const first = await rowOf(id)
      expect(first).toMatchObject({ failures: 1, refreshingUntil: null, updatedAt: before?.updatedAt })
      expect(await reasonOf(getAccessToken(id))).toBe('chzzk_unavailable')
      expect(await rowOf(id)).toMatchObject({ failures: 2, failedAt: first?.failedAt })
      await setSwitches({ fault: 'none' })
      await getAccessToken(id)
      expect(await rowOf(id)).toMatchObject({ failures: 0, failedAt: null })
    },
  )

  test('that no key opens is refused, counted and kept for the day its key is back', async () => {
    const { id } = await holder(60 * MINUTES)
    await db.oauthToken.update({
      where: { userId: id },
      data: { refreshToken: 'v1.00000000.AAAA', updatedAt: new Date(Date.now() - MINUTES) },
    })
    expect(await reasonOf(getAccessToken(id))).toBe('signed_out')
    expect(await rowOf(id)).toMatchObject({ failures: 1, refreshToken: 'v1.00000000.AAAA' })
  })

  test('renewed while its person logs out everywhere is given back, and makes no row', async () => {
    const { id, chzzkUserId } = await holder(MINUTES)
    await setSwitches({ slowMs: 2_000, faultAt: 'token' })
    const asked = reasonOf(getAccessToken(id))
    await expect.poll(async () => (await rowOf(id))?.refreshingUntil).toBeTruthy()
    await setSwitches({ slowMs: 0, fault: 'down', faultAt: 'revoke' })
    expect(await revokeGrantOf(id)).toBe(false)
    await setSwitches({ fault: 'none' })
    expect(await asked).toBe('signed_out')
    expect(await rowOf(id)).toBeNull()
    const owners = [...sandboxMemory().accessTokens.values()].map(({ channelId }) => channelId)
    expect(owners).not.toContain(chzzkUserId)
  })
})
