import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { eventually } from '../support/chzzk-connections'
import { useDatabase } from '../support/database'
import type { Client } from '../support/melt'
import { creatorsAt, heardChannels, openInstance, openSandbox, type Sandbox } from './chzzk-events/creators'
import type { MeltProcess } from './process'

const MANY = 200
const REPLACED_WITHIN_MS = 30_000

describe.runIf(process.env.TEST_POSTGRES_URL)('Two instances and two hundred creators', () => {
  useDatabase()
  let sandbox: Sandbox
  let here: MeltProcess
  let there: MeltProcess
  let creators: Client[]

  beforeAll(async () => {
    sandbox = await openSandbox()
    creators = await creatorsAt(sandbox, MANY, 'assist')
  })

  const all = () => creators.map(({ chzzkUserId }) => chzzkUserId).sort()
  const heard = async () => {
    await wait(500)
    return (await heardChannels(sandbox)).sort()
  }
  const allHeard = (withinMs: number) =>
    eventually(heard, (list) => list.length === MANY && new Set(list).size === MANY, withinMs)
  const socketsOpen = async () => (await sandbox.sessions()).sockets.length

  test('one instance holds all of them at once, over one socket each', { timeout: 120_000 }, async () => {
    here = await openInstance(sandbox)
    expect(await allHeard(60_000)).toEqual(all())
    expect(await socketsOpen()).toBe(MANY)
  })

  test('an instance that is killed is replaced within thirty seconds', { timeout: 120_000 }, async () => {
    there = await openInstance(sandbox)
    const began = performance.now()
    await here.end('SIGKILL')
    expect(await allHeard(REPLACED_WITHIN_MS)).toEqual(all())
    expect(performance.now() - began).toBeLessThan(REPLACED_WITHIN_MS)
    expect(await db.chzzkConnection.count({ where: { end: 'died' } })).toBe(MANY)
  })

  test('one that slept longer than its leases closes its sockets first when it wakes', {
    timeout: 120_000,
  }, async () => {
    here = await openInstance(sandbox)
    process.kill(there.pid, 'SIGSTOP')
    const holders = async () => new Set((await db.chzzkLease.findMany()).map(({ holderId }) => holderId))
    const before = await holders()
    await eventually(holders, (now) => now.size === 1 && ![...now].some((id) => before.has(id)), 40_000)
    expect(await allHeard(REPLACED_WITHIN_MS)).toEqual(all())
    const asleep = await socketsOpen()
    process.kill(there.pid, 'SIGCONT')
    await eventually(socketsOpen, (open) => open === MANY, 10_000)
    expect(asleep).toBe(2 * MANY)
    await wait(4_000)
    expect(await heard()).toEqual(all())
    expect(await socketsOpen()).toBe(MANY)
    expect([...(await holders())].some((id) => before.has(id))).toBe(false)
  })

  test('one that slept until just before its leases end takes them up again', {
    timeout: 120_000,
  }, async () => {
    await there.end('SIGKILL')
    process.kill(here.pid, 'SIGSTOP')
    await wait(9_500)
    process.kill(here.pid, 'SIGCONT')
    await wait(1_500)
    expect(await allHeard(REPLACED_WITHIN_MS)).toEqual(all())
  })

  test('one that is asked to stop frees every slot', { timeout: 60_000 }, async () => {
    expect(await here.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(await socketsOpen()).toBe(0)
    expect(await db.chzzkLease.count()).toBe(0)
    expect(await db.chzzkConnection.count({ where: { endedAt: null } })).toBe(0)
    expect(here.output()).not.toMatch(/"level":[56]0|Unhandled/)
  })
})
