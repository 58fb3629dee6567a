import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { openEvents } from '../support/events'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger } from '../support/melt'
import { someChzzkId } from '../support/people'
import { beforeMelt, launch, type MeltProcess, openMelt, ownVariables } from './process'

const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)

let creator: Client
const fans: Client[] = []

beforeAll(() =>
  beforeMelt(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    for (let n = 0; n < 3; n++) fans.push(await signedIn({ channelId: someChzzkId(), name: `팬 ${n}` }))
  }),
)

const fanNumber = (n: number) => fans[n] ?? stranger

describe('Melt asked to stop', () => {
  test('does not wait for streams that are open, read or not', { timeout: 40_000 }, async () => {
    const melt = await openMelt()
    const listeners = await Promise.all(
      [stranger, creator, fanNumber(0)].map((by) => openEvents(by, creator.chzzkUserId)),
    )
    for (const { until } of listeners) await until('hello')
    const { hostname, port, host } = new URL(melt.url)
    const unread = connect(Number(port), hostname, () =>
      unread.write(`GET /events?chzzkChannelId=${creator.chzzkUserId} HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
    )
    unread.on('error', () => {}).pause()
    await wait(300)
    const began = Date.now()
    expect(await melt.end('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(Date.now() - began).toBeLessThan(7_000)
    expect(await Promise.all(listeners.map(({ ended }) => ended))).toEqual(['ended', 'ended', 'ended'])
    expect(melt.output()).toBe('')
  })
})

describe.runIf(onPostgres)('Two instances on one database', () => {
  let here: MeltProcess
  let there: MeltProcess

  beforeAll(async () => {
    here = await openMelt()
    const { PORT: _, ...variables } = ownVariables()
    there = await launch(variables)
    await there.opened()
  })

  test('tell what happened on one to whoever listens at the other', async () => {
    const listener = await openEvents(stranger, creator.chzzkUserId, there.url)
    const owner = await openEvents(creator, creator.chzzkUserId, there.url)
    await Promise.all([listener.until('hello'), owner.until('inbox')])
    await donate(fanNumber(1), creator)
    expect(await listener.until('feed')).toEqual({ id: expect.any(String) })
    await owner.until('inbox', 2)
    for (const { leave } of [listener, owner]) leave()
  })

  test('hear again after the connections they listen on were killed, and say that something was missed', {
    timeout: 60_000,
  }, async () => {
    const listeners = await Promise.all(
      [here, there].map(({ url }) => openEvents(stranger, creator.chzzkUserId, url)),
    )
    for (const { until } of listeners) await until('hello')
    for (let round = 1; round <= 3; round++) {
      expect(await killListening()).toBe(2)
      for (const { until } of listeners) expect(await until('missed', round)).toEqual({})
    }
    await donate(fanNumber(2), creator)
    for (const { until } of listeners) await until('feed')
    for (const { leave } of listeners) leave()
    for (const melt of [here, there]) expect((await fetch(`${melt.url}/readyz`)).status).toBe(200)
  })

  test('stop in time all the same', async () => {
    for (const melt of [here, there]) expect(await melt.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })
})

/** How many listening connections PostgreSQL had, and has no more. */
async function killListening() {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  const { rowCount } = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'melt outbox' AND datname = current_database()`,
  )
  await client.end()
  return rowCount
}
