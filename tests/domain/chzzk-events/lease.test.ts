import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { defaultSwitches } from '~/chzzk/sandbox/switches'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { openIntake } from '~/domain/chzzk-events/intake.server'
import { acquireLeases, renewLeases } from '~/domain/chzzk-events/lease.server'
import { getConnectionState } from '~/domain/chzzk-events/state.server'
import { startSupervisor } from '~/domain/chzzk-events/supervisor.server'
import { eventually, grantTo, playChzzk } from '../../support/chzzk-connections'
import { eventOf } from '../../support/chzzk-events'
import { useMelt } from '../../support/melt'
import { makeCreator } from '../../support/people'

useMelt()

const [ONE, OTHER] = [randomUUID(), randomUUID()]
const LONG_AGO = new Date(Date.now() - 60_000)

let creator: Viewer
let channelId: string
let stop: (() => Promise<void>) | null

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  stop = null
  await grantTo(creator)
  await chooseAutoConfirmMode(creator, 'auto')
})
afterEach(async () => {
  await mend()
  await stop?.()
  playChzzk(defaultSwitches)
  await db.channelSettings.deleteMany()
  await db.chzzkLease.deleteMany()
})

const failAt = (what: string) =>
  pool.query(`CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'trouble' USING ERRCODE = '57P01'; END $$;
    CREATE TRIGGER trouble BEFORE ${what} FOR EACH ROW EXECUTE FUNCTION trouble()`)
const mend = () => pool.query('DROP FUNCTION IF EXISTS trouble CASCADE')
const claim = (holderId: string) => acquireLeases(holderId, [channelId], 10)
const connections = () => db.chzzkConnection.findMany({ where: { channelId } })
const sockets = () =>
  [...sandboxMemory().sessions.sessions.values()].filter(
    ({ owner, overAt }) =>
      owner.kind === 'user' && owner.channelId === creator.chzzkUserId && overAt === null,
  )

function listen() {
  const intake = openIntake(() => undefined)
  stop = startSupervisor({ intake, tickMs: 300, report: () => undefined })
}

describe('A lease', () => {
  test('that an instance renews without a socket is taken up again by it, and by nobody else', async () => {
    expect(await claim(ONE)).toEqual(new Set([channelId]))
    expect(await renewLeases(ONE)).toEqual(new Set([channelId]))
    expect(await claim(OTHER)).toEqual(new Set())
    expect(await claim(ONE)).toEqual(new Set([channelId]))
  })

  test('that passes on ends the connection of the instance that died, when it was heard last', async () => {
    const died = {
      channelId,
      holderId: ONE,
      connectedAt: LONG_AGO,
      subscribedAt: LONG_AGO,
      heardAt: LONG_AGO,
    }
    await db.chzzkConnection.create({ data: died })
    await claim(OTHER)
    expect(await connections()).toMatchObject([{ end: 'died', endedAt: LONG_AGO }])
    const { connection, gaps } = await getConnectionState(creator)
    expect(connection.state).toBe('connecting')
    expect(gaps).toHaveLength(1)
  })
})

describe('While the database is in trouble', () => {
  test('no socket stays open that nobody watches', async () => {
    await failAt('UPDATE OF subscribed_at ON session_connections')
    listen()
    await eventually(connections, (list) => list.length >= 2)
    expect(sockets().length).toBeLessThanOrEqual(1)
    await mend()
    await eventually(connections, (list) =>
      list.some(({ subscribedAt, endedAt }) => subscribedAt && !endedAt),
    )
    expect(sockets()).toHaveLength(1)
  })

  test('nothing counts as heard that is not stored, and it is stored afterwards', async () => {
    listen()
    await eventually(connections, (list) => list.some(({ subscribedAt }) => subscribedAt))
    await failAt('INSERT ON session_events')
    const before = new Date()
    const [session] = sockets()
    session?.socket.send('DONATION', eventOf(creator, null, { donationText: '첫째' }))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    session?.socket.send('DONATION', eventOf(creator, null, { donationText: '둘째' }))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const [connection] = await connections()
    expect(connection?.heardAt.getTime()).toBeLessThan(before.getTime() + 2_000)
    await mend()
    await eventually(
      () => db.chzzkEvent.count({ where: { channelId, outcome: 'confirmed' } }),
      (many) => many === 2,
    )
  })
})
