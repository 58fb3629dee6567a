import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resetSandbox, sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { renewDue } from '~/domain/auth/access-token.server'
import { useMelt } from '../../support/melt'
import { makeCreator } from '../../support/people'
import { setSwitches } from '../../support/visitor'
import { keepGrantOf, makeListener } from './grant'

useMelt()
beforeEach(async () => {
  await db.oauthToken.deleteMany()
})
afterEach(() => resetSandbox())

const MINUTES = 60_000
const HOUR = 60 * MINUTES
const rowOf = (userId: string) => db.oauthToken.findUnique({ where: { userId } })
const renewals = (renewed: number, failed = 0, gone = 0) => ({ renewed, failed, gone })

describe('In the background', () => {
  test('grants are renewed of creators who want signals, in their last hour, and of nobody else', async () => {
    const due = await makeListener(59 * MINUTES)
    const over = await makeListener(-MINUTES)
    const later = await makeListener(61 * MINUTES)
    const silent = await makeCreator('고구마탐험대')
    await keepGrantOf(silent, MINUTES)
    const closed = await makeListener(MINUTES)
    await db.channel.update({ where: { id: closed.channel?.id ?? '' }, data: { openedAt: null } })
    expect(await renewDue()).toEqual(renewals(2))
    for (const { id } of [due, over]) {
      const row = await rowOf(id)
      expect(row).toMatchObject({ version: 2, failures: 0 })
      expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 23 * HOUR)
    }
    for (const { id } of [later, silent, closed]) expect(await rowOf(id)).toMatchObject({ version: 1 })
    expect(await renewDue()).toEqual(renewals(0))
  })

  test('two instances at once spend each single-use token once', async () => {
    const people = [await makeListener(MINUTES), await makeListener(MINUTES), await makeListener(MINUTES)]
    const issued = sandboxMemory().accessTokens.size
    const outcomes = await Promise.all([renewDue(), renewDue()])
    for (const { failed, gone } of outcomes) expect([failed, gone]).toEqual([0, 0])
    expect(sandboxMemory().accessTokens.size).toBe(issued + people.length)
    for (const { id } of people) expect(await rowOf(id)).toMatchObject({ version: 2 })
  })

  test('a grant that is gone is forgotten, one without its key is kept, and the rest are renewed', async () => {
    const gone = await makeListener(MINUTES)
    sandboxMemory().refreshTokens.delete(gone.tokens.refreshToken)
    const locked = await makeListener(MINUTES)
    const { updatedAt } = (await rowOf(locked.id)) ?? {}
    const data = { accessToken: 'v1.00000000.AAAA', updatedAt }
    await db.oauthToken.update({ where: { userId: locked.id }, data })
    const whole = await makeListener(MINUTES)
    expect(await renewDue()).toEqual(renewals(1, 0, 2))
    expect(await rowOf(gone.id)).toBeNull()
    expect(await rowOf(locked.id)).toMatchObject({ failures: 1, accessToken: 'v1.00000000.AAAA' })
    expect(await rowOf(whole.id)).toMatchObject({ version: 2 })
  })

  test('a CHZZK that is down is asked three times a round, and those that failed come last', async () => {
    const people: { id: string }[] = []
    for (let n = 0; n < 5; n++) people.push(await makeListener(MINUTES + n))
    await setSwitches({ fault: 'down', faultAt: 'token' })
    expect(await renewDue()).toEqual(renewals(0, 3))
    const counted = async () => Promise.all(people.map(async ({ id }) => (await rowOf(id))?.failures))
    expect(await counted()).toEqual([1, 1, 1, 0, 0])
    expect(await renewDue()).toEqual(renewals(0, 3))
    expect(await counted()).toEqual([2, 1, 1, 1, 1])
    await setSwitches({ fault: 'none' })
    expect(await renewDue()).toEqual(renewals(5))
    expect(await counted()).toEqual([0, 0, 0, 0, 0])
  })
})
