import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { replayEvents } from '~/domain/chzzk-events/process.server'
import { verifyLedger } from '~/domain/donations/verify.server'
import { eventually } from '../support/chzzk-connections'
import { useDatabase } from '../support/database'
import { type Client, signedIn } from '../support/melt'
import { someChzzkId } from '../support/people'
import { creatorsAt, heardChannels, openInstance, openSandbox, send } from './chzzk-events/creators'
import {
  confirmedThoughOff,
  expectCountedOnce,
  expectSumsOf,
  heardThoughGap,
  lostThoughHeard,
  storedEvents,
} from './chzzk-events/judge'
import { playHardMischief, playMischief, type World } from './chzzk-events/mischief'
import { randomOf } from './chzzk-events/random'
import { HELD_BACK_MS, sendEvents } from './chzzk-events/send'

const EVENTS = Number(process.env.MELT_CHAOS_EVENTS ?? 600)
const SEED = Number(process.env.MELT_CHAOS_SEED ?? 20261122)
const CREATORS = 6
const FANS = 8
const EVERY_MS = 40

describe.runIf(process.env.TEST_POSTGRES_URL)('Two instances, and a CHZZK that misbehaves', () => {
  useDatabase()
  let world: World
  let fans: Client[]

  beforeAll(async () => {
    const sandbox = await openSandbox()
    const creators = await creatorsAt(sandbox, CREATORS, 'auto')
    const admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin' })
    fans = await Promise.all(
      Array.from({ length: FANS }, (_, n) => signedIn({ channelId: someChzzkId(), name: `팬 ${n}` })),
    )
    for (const { chzzkUserId } of fans) await sandbox.logIn(chzzkUserId)
    const open = () => openInstance(sandbox, { MELT_ADMIN_CHANNEL_IDS: admin.chzzkUserId })
    const instances = [await open(), await open()]
    const random = randomOf(SEED)
    const manners: World['manners'] = [{ at: 0, delayMs: 0, deliver: 'once' }]
    world = { sandbox, open, instances, creators, admin, random, manners, asleep: [], did: {}, isOver: false }
    await everybodyHeard()
  })

  const everybodyHeard = () =>
    eventually(
      async () => new Set(await heardChannels(world.sandbox)).size,
      (many) => many === CREATORS,
      90_000,
    )

  async function misbehave() {
    while (!world.isOver) {
      await playMischief(world)
      await wait(world.random.between(50, 600))
    }
  }

  async function misbehaveHard() {
    for (let round = 0; !world.isOver; round++) {
      await wait(world.random.between(3_000, 9_000))
      if (!world.isOver) await playHardMischief(world, round % 2 === 0 ? 'killed' : 'asleep')
    }
  }

  /** CHZZK behaves again, every creator wants events, and what is under way comes to its end. */
  async function settle() {
    await world.sandbox.play({ deliver: 'once', delayMs: 0, fault: 'none', missingScope: 'ok' })
    const [here] = world.instances
    if (!here) throw new Error('there is no instance')
    for (const creator of world.creators) {
      expect(await send(here, creator, ['PUT', '/creator/session', { mode: 'auto' }])).toBe(200)
    }
    expect(await send(here, world.admin, ['POST', '/admin/auto-confirm', { allowed: true }])).toBe(200)
    await everybodyHeard()
    await wait(HELD_BACK_MS + 1_000)
    await eventually(
      () => db.chzzkEvent.count({ where: { processedAt: null } }),
      (left) => left === 0,
    )
  }

  test(`every one of ${EVENTS} events that reached a socket is stored and counted once, seed ${SEED}`, {
    timeout: 120_000 + EVENTS * EVERY_MS * 4,
  }, async () => {
    const began = performance.now()
    const mischief = [misbehave(), misbehaveHard()]
    const sent = await sendEvents(world, fans, { many: EVENTS, everyMs: EVERY_MS })
    world.isOver = true
    await Promise.all(mischief)
    await settle()
    const now = new Date()
    const stored = await storedEvents()
    const { missing, lost } = await lostThoughHeard(world, sent, stored, now)
    const seconds = (performance.now() - began) / 1000
    const { delivered } = await world.sandbox.sessions()
    const frames = Object.values(delivered).reduce((sum, many) => sum + many, 0)
    const deliveries = stored.reduce((sum, one) => sum + one.deliveries, 0)
    const counted = (what: string) => `${stored.filter(({ outcome }) => outcome === what).length} ${what}`
    const outcomes = ['confirmed', 'evidence', 'off'].map(counted).join(', ')
    const summary =
      `${sent.length} events sent in ${seconds.toFixed(0)} s, seed ${SEED}: ${frames} frames went out, ` +
      `${deliveries} came, ${stored.length} events stored (${outcomes}), ${missing} fell into gaps; ${JSON.stringify(world.did)}`
    // What a run of its own was made of is its result; among other tests only what goes wrong is printed.
    if (process.env.MELT_CHAOS_EVENTS) console.log(summary)
    expect(stored.length, summary).toBeGreaterThan(EVENTS / 10)
    expect(lost).toEqual([])
    expect(heardThoughGap(world, stored)).toEqual([])
    expectCountedOnce(stored)
    await expectSumsOf(world, stored)
    expect(await confirmedThoughOff(world, now)).toEqual([])
    expect((await verifyLedger()).disagreement).toBeNull()
    expect(stored.length).toBeGreaterThan(EVENTS / 4)
    expect(stored.length).toBeLessThanOrEqual(EVENTS)
  })

  test('processing the whole store again changes nothing', async () => {
    const everything = async () => [
      await db.donation.findMany({ orderBy: { id: 'asc' } }),
      await db.donationEntry.findMany({ orderBy: [{ channelId: 'asc' }, { seq: 'asc' }] }),
      (await storedEvents()).map(({ id, outcome, donationId }) => ({ id, outcome, donationId })),
    ]
    const before = await everything()
    expect(await replayEvents()).toEqual({ processed: 0, left: 0 })
    expect(await everything()).toEqual(before)
  })

  test('no instance said that anything broke, and both end well', async () => {
    for (const melt of world.instances) {
      expect(await melt.end('SIGTERM')).toEqual({ code: 0, signal: null })
      // A request that its instance slept through fails, and is logged as that.
      expect(melt.output()).not.toMatch(/"level":60|Unhandled|not stored|refused":/)
    }
  })
})
