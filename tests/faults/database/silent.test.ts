import { describe, expect, test } from 'vitest'
import {
  actsAgain,
  expectCalmLog,
  expectEnds,
  expectKindness,
  expectNotReady,
  programs,
  readiness,
  useWorld,
} from './world'

describe.runIf(programs)('A database that says nothing, and closes nothing', () => {
  const world = useWorld()

  test('is noticed, told kindly, and left for a new connection as soon as there is one', {
    timeout: 90_000,
  }, async () => {
    await Promise.all(Array.from({ length: 8 }, () => world.fan.get('/me')))
    world.relay.silence()
    await Promise.all([expectNotReady(world), expectKindness(world)])
    await expectKindness(world)
    world.relay.speak()
    await actsAgain(world)
    expect(await readiness(world)).toBe(200)
  })

  test('is noticed before anybody asks', { timeout: 60_000 }, async () => {
    world.relay.silence()
    await new Promise((resolve) => setTimeout(resolve, 12_000))
    world.relay.speak()
    expect(await actsAgain(world)).toBeLessThan(3_000)
  })

  test('keeps no process from ending in time', { timeout: 60_000 }, async () => {
    world.relay.silence()
    const asked = Promise.allSettled([world.fan.get('/me'), world.creator.get('/dashboard/donations')])
    await new Promise((resolve) => setTimeout(resolve, 500))
    await expectEnds(world)
    await asked
    expectCalmLog(world)
  })
})

describe.runIf(programs)('A database that is put to sleep for half a minute', () => {
  const world = useWorld()

  test('costs nobody what they wrote, and acts go on when it wakes', { timeout: 120_000 }, async () => {
    await actsAgain(world)
    world.postgres.signalAll('SIGSTOP')
    const woken = new Promise((resolve) => setTimeout(resolve, 30_000)).then(() =>
      world.postgres.signalAll('SIGCONT'),
    )
    await Promise.all([expectNotReady(world), expectKindness(world)])
    await expectKindness(world)
    await woken
    await actsAgain(world)
    expect(await readiness(world)).toBe(200)
    expectCalmLog(world)
    await expectEnds(world)
  })
})
