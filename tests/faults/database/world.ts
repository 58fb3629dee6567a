import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { findServer } from '../../../tools/find-postgres.js'
import { startPostgres } from '../../../tools/postgres-server.js'
import { Visitor } from '../../support/visitor'
import { launch, type MeltProcess, ownVariables } from '../process'
import { openRelay, type Relay } from './relay'

export const programs = findServer()
export const PATIENCE_MS = 15_000
export const BACK_WITHIN_MS = 10_000
export const SECRET = 'long-enough-to-be-a-secret-0123456789'

type Postgres = Awaited<ReturnType<typeof startPostgres>>
export type World = { postgres: Postgres; relay: Relay; melt: MeltProcess; creator: Visitor; fan: Visitor }
type Chosen = { settings?: string[]; variables?: Record<string, string> }

/** A PostgreSQL of this file's own, Melt over it by way of a relay, and the demo people logged in. */
export function useWorld({ settings = ['fsync=off'], variables = {} }: Chosen = {}): World {
  const world = {} as World
  beforeAll(async () => {
    world.postgres = await startPostgres(programs ?? '', { settings, connections: 60 })
    world.relay = await openRelay(world.postgres.port)
    await reopen(world, variables)
    world.creator = await new Visitor().signIn(demoPeople.streamer.channelId)
    world.fan = await new Visitor().signIn(demoPeople.regular.channelId)
  })
  afterAll(async () => {
    await world.melt?.end('SIGKILL')
    world.relay?.close()
    await world.postgres?.stop()
  })
  return world
}

export async function reopen(world: World, variables: Record<string, string> = {}) {
  const DATABASE_URL = world.postgres.url.replace(`:${world.postgres.port}/`, `:${world.relay.port}/`)
  const secrets = { SESSION_SECRET: SECRET, TOKEN_ENCRYPTION_KEY: SECRET }
  world.melt = await launch(ownVariables({ ...secrets, DATABASE_URL, LOG_LEVEL: 'warn', ...variables }))
  await world.melt.opened()
}

/** An answer, and how long it took. */
export async function timed(asking: () => Promise<Response>) {
  const began = performance.now()
  const response = await asking()
  const text = await response.text()
  return { response, text, status: response.status, tookMs: performance.now() - began }
}

type Timed = Awaited<ReturnType<typeof timed>>

/** In time, by its code, with the time to come again; never a stack, never English for people. */
export function expectKind({ response, text, status, tookMs }: Timed) {
  expect(tookMs).toBeLessThan(PATIENCE_MS)
  expect([status, text.slice(0, 200)]).toEqual([503, expect.anything()])
  expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
  const type = response.headers.get('Content-Type') ?? ''
  if (type.startsWith('application/problem+json')) {
    expect(JSON.parse(text)).toMatchObject({ code: 'unavailable', status: 503 })
    return
  }
  expect(type).toContain('text/html')
  expect(text).toContain('lang="ko"')
  expect(text).toContain('class="frame"')
  expect(text).toContain('홈으로 가기')
  expect(text).not.toMatch(/Unexpected|Error:| at /)
}

const WRITTEN = '적던 편지가 사라지면 슬퍼요'
export const letterForm = (content = WRITTEN) => ({
  chzzkChannelId: demoPeople.streamer.channelId,
  content,
  formPage: `/${demoPeople.streamer.channelId}/letter`,
})

/** Everything that people and programs ask of Melt, all at once while the database is away: each is answered kindly and in time. */
export async function expectKindness({ fan, creator }: World) {
  const channel = `/${demoPeople.streamer.channelId}`
  const [letter, ...others] = await Promise.all([
    timed(() => fan.form('/messages/dm', letterForm())),
    timed(() => fan.get('/me')),
    timed(() => fan.get('/letters')),
    timed(() => creator.get('/dashboard/donations')),
    timed(() => fan.get(`/feed?chzzkChannelId=${demoPeople.streamer.channelId}`, 'application/json')),
    timed(() => fan.post('/donations/intent', { chzzkChannelId: demoPeople.streamer.channelId })),
    timed(() => creator.get(channel)),
  ])
  if (!letter) throw new Error('nothing was answered')
  expectKind(letter)
  expect(letter.text).toContain(WRITTEN)
  expect(letter.text).toContain('role="alert"')
  expect(letter.text).toContain('action="/messages/dm"')
  for (const each of others) expectKind(each)
}

/** Resolves when acts succeed again; how long that took. */
export async function actsAgain({ fan }: Pick<World, 'fan'>, within = BACK_WITHIN_MS) {
  const began = performance.now()
  for (;;) {
    const { status } = await timed(() =>
      fan.post('/donations/intent', { chzzkChannelId: demoPeople.streamer.channelId }),
    )
    const tookMs = performance.now() - began
    if (status < 300) return tookMs
    expect(status).toBe(503)
    expect(tookMs).toBeLessThan(within)
    await wait(100)
  }
}

export async function readiness({ melt }: World) {
  const { status } = await fetch(`${melt.url}/readyz`)
  return status
}

export async function expectNotReady(world: World, within = 5_000) {
  const began = performance.now()
  while ((await readiness(world)) !== 503) expect(performance.now() - began).toBeLessThan(within)
  expect(performance.now() - began).toBeLessThan(within)
}

export async function expectEnds({ melt }: World) {
  const began = performance.now()
  expect((await melt.end('SIGTERM')).signal).toBeNull()
  expect(performance.now() - began).toBeLessThan(10_000)
}

/** Melt's log is JSON, a line a trouble and no stack for what the database did. */
export function expectCalmLog({ melt }: World, most = 10) {
  const lines = melt.output().split('\n').filter(Boolean)
  expect(lines.filter((line) => !line.startsWith('{'))).toEqual([])
  for (const line of lines) expect(JSON.parse(line)).not.toHaveProperty('err')
  expect(lines.length).toBeLessThanOrEqual(most)
}
