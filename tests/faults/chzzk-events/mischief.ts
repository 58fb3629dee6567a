import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '../../support/melt'
import type { MeltProcess } from '../process'
import { type Sandbox, send } from './creators'
import type { Random } from './random'

export type Span = { from: number; to: number }
export type World = {
  sandbox: Sandbox
  /** One more instance. */
  open: () => Promise<MeltProcess>
  instances: MeltProcess[]
  creators: Client[]
  admin: Client
  random: Random
  /** How the sandbox delivered from when on. */
  manners: { at: number; delayMs: number; deliver: string }[]
  asleep: Span[]
  did: Record<string, number>
  isOver: boolean
}

const FAULT_MS = 1_200
const FAULTS = ['rate_limited', 'down', 'html_502', 'reset'] as const

const note = (world: World, what: string) => {
  world.did[what] = (world.did[what] ?? 0) + 1
}

/** One small thing that goes wrong, or that a person decides. */
export async function playMischief(world: World) {
  const { sandbox, random, creators, admin, instances } = world
  const manner = async (change: { delayMs?: number; deliver?: string }) => {
    const last = world.manners.at(-1) ?? { at: 0, delayMs: 0, deliver: 'once' }
    world.manners.push({ ...last, ...change, at: Date.now() })
    await sandbox.play(change)
  }
  const acts: [string, () => Promise<unknown>][] = [
    ['drop', () => sandbox.post('/sessions/drop', { channelId: random.oneOf(creators).chzzkUserId })],
    ['twice', () => manner({ deliver: 'twice' })],
    ['out of order', () => manner({ deliver: 'out_of_order' })],
    ['once', () => manner({ deliver: 'once' })],
    ['delayed', () => manner({ delayMs: Math.round(random.between(50, 800)) })],
    ['at once', () => manner({ delayMs: 0 })],
    [
      'fault',
      () => forAWhile(sandbox, { fault: random.oneOf(FAULTS), faultAt: 'sessions' }, { fault: 'none' }),
    ],
    ['401', () => forAWhile(sandbox, { missingScope: 'subscribe_401' }, { missingScope: 'ok' })],
    ...(['auto', 'auto', 'assist', 'off'] as const).map((mode): [string, () => Promise<unknown>] => [
      mode,
      () => send(random.oneOf(instances), random.oneOf(creators), ['PUT', '/creator/session', { mode }]),
    ]),
    ...[true, true, false].map((allowed): [string, () => Promise<unknown>] => [
      allowed ? 'allowed' : 'stopped',
      () => send(random.oneOf(instances), admin, ['POST', '/admin/auto-confirm', { allowed }]),
    ]),
  ]
  const [what, act] = random.oneOf(acts)
  note(world, what)
  await act()
}

async function forAWhile({ play }: Sandbox, wrong: object, right: object) {
  await play(wrong)
  await wait(FAULT_MS)
  await play(right)
}

/** One of the two instances is killed and started again, or sleeps until its leases have run out, or nearly so. */
export async function playHardMischief(world: World, what: 'killed' | 'asleep') {
  const { instances, random } = world
  const which = random.oneOf([0, 1] as const)
  const melt = instances[which]
  if (!melt) throw new Error('there is no such instance')
  note(world, what)
  if (what === 'killed') {
    await melt.end('SIGKILL')
    await wait(random.between(0, 3_000))
    instances[which] = await world.open()
    return
  }
  const from = Date.now()
  process.kill(melt.pid, 'SIGSTOP')
  await wait(random.between(11_000, 21_000))
  process.kill(melt.pid, 'SIGCONT')
  world.asleep.push({ from, to: Date.now() + 2_000 })
}
