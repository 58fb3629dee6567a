import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/chzzk-connections'
import { useDatabase } from '../support/database'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger } from '../support/melt'
import { someChzzkId } from '../support/people'
import { creatorsAt, heardChannels, openInstance, openSandbox, type Sandbox } from './chzzk-events/creators'
import type { MeltProcess } from './process'

const CREATORS = 5
const DEAD_FOR_MS = 75_000
const MINUTE_MS = 60_000
const ROUND_MS = 5_000
const SOON_MS = 15_000

type Line = { level: number; time: string; msg: string; unavailable?: number }

describe.runIf(process.env.TEST_POSTGRES_URL)('While CHZZK is dead for more than a minute', () => {
  useDatabase()
  let sandbox: Sandbox
  let melt: MeltProcess
  let creators: Client[]
  let fan: Client

  beforeAll(async () => {
    sandbox = await openSandbox()
    creators = await creatorsAt(sandbox, CREATORS, 'auto')
    fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    const { PORT = '', PUBLIC_URL = '' } = process.env
    melt = await openInstance(sandbox, { LOG_LEVEL: 'info', PORT, PUBLIC_URL })
    await eventually(
      () => heardChannels(sandbox),
      ({ length }) => length === CREATORS,
    )
  })

  async function useMelt(creator: Client) {
    const began = performance.now()
    const id = await donate(fan, creator)
    expect((await creator.post(`/donations/${id}/confirm`)).status).toBe(200)
    const feed = await stranger.ask<{ items: object[] }>('GET', `/feed?chzzkChannelId=${creator.chzzkUserId}`)
    expect(feed.items[0]).toMatchObject({ donation: { status: 'CONFIRMED' } })
    for (const page of ['/', `/${creator.chzzkUserId}`, '/dashboard/donations', '/dashboard/settings']) {
      expect([page, (await creator.get(page, 'text/html')).status]).toEqual([page, 200])
    }
    expect((await stranger.get('/readyz')).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(SOON_MS)
  }

  test('everything else works, and the log says so at most once a minute', {
    timeout: DEAD_FOR_MS * 3,
  }, async () => {
    await sandbox.play({ fault: 'down', faultAt: 'all' })
    await sandbox.post('/sessions/drop', {})
    const until = performance.now() + DEAD_FOR_MS
    let rounds = 0
    for (; performance.now() < until; rounds++) {
      const next = wait(ROUND_MS)
      await useMelt(creators[rounds % CREATORS] ?? stranger)
      await next
    }
    expect(rounds).toBeGreaterThan(4)
    const lines = melt
      .output()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line)
    const troubled = lines.filter(({ msg }) => msg === 'connections to CHZZK are in trouble')
    expect(troubled).toHaveLength(2)
    const [first, second] = troubled.map(({ time }) => Date.parse(time))
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(MINUTE_MS)
    expect(troubled[1]?.unavailable).toBeGreaterThan(CREATORS)
    const others = lines.filter((line) => line.level >= 40 && !troubled.includes(line))
    expect(others.length).toBeLessThanOrEqual(1)
  })

  test('its creators read that nothing is heard, since when, and are still in auto', async () => {
    for (const creator of creators) {
      const session = await creator.ask('GET', '/creator/session')
      expect(session).toMatchObject({
        mode: 'auto',
        connection: { state: 'trouble', trouble: 'unavailable' },
      })
      expect(session.gaps).toHaveLength(2)
    }
  })
})
