import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { processPending, replayEvents } from '~/domain/chzzk-events/process.server'
import { chzzkTime, connectionOf, eventOf, processAll } from '../../support/chzzk-events'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'

useDatabase()

const onPostgres = Boolean(process.env.DATABASE_URL)
const POISON = 666

let creator: Viewer
let fan: Viewer
let refused: string[]

beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
  fan = await makeViewer('새벽세시라면')
  await chooseAutoConfirmMode(creator, 'auto')
  refused = []
})
afterEach(async () => {
  await pool.query('DROP FUNCTION IF EXISTS trouble CASCADE')
  await processAll()
})

/** From now on the database fails so at this table, as far as the condition goes. */
async function failAt(table: string, { state, when = 'true', deferred = false }: Failing) {
  await pool.query(`
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'trouble' USING ERRCODE = '${state}'; END $$;
    CREATE ${deferred ? 'CONSTRAINT TRIGGER trouble AFTER' : 'TRIGGER trouble BEFORE'} INSERT ON ${table}
      ${deferred ? 'DEFERRABLE INITIALLY DEFERRED' : ''} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION trouble()`)
}
type Failing = { state: string; when?: string; deferred?: boolean }
const mend = () => pool.query('DROP FUNCTION trouble CASCADE')

async function receive(of: Viewer, ...amounts: number[]) {
  const { store } = await connectionOf(of)
  const at = Date.now()
  await store(
    ...amounts.map((payAmount, n) =>
      eventOf(of, fan, { payAmount, eventSentAt: chzzkTime(new Date(at), n) }),
    ),
  )
}

const processed = () => processPending((eventId) => refused.push(eventId))
const outcomes = async (of = creator) =>
  (await db.chzzkEvent.findMany({ where: { channelId: of.channel?.id }, orderBy: { ordinal: 'asc' } })).map(
    ({ outcome }) => outcome,
  )

describe('An event waits, and is never given up, while the database', () => {
  test.each([
    ['sees a deadlock', '40P01'],
    ['cannot serialize', '40001'],
    ['is shut down', '57P01'],
    ['cancels what takes too long', '57014'],
    ['has a connection that broke', '08006'],
    ['has no place left', '53300'],
    ['has no disk left', '53100'],
  ])('%s', async (_what, state) => {
    await receive(creator, 1000)
    for (const table of ['ledger_heads', 'donation_events', 'donation_entries']) {
      await failAt(table, { state })
      await expect(processed()).rejects.toThrow()
      expect(await outcomes()).toEqual([null])
      await mend()
    }
    await failAt('donation_events', { state, deferred: true })
    await expect(processed()).rejects.toThrow()
    expect(await outcomes()).toEqual([null])
    await mend()
    await processed()
    expect([await outcomes(), refused]).toEqual([['confirmed'], []])
  })

  test.runIf(onPostgres)('kills the connection in the middle', async () => {
    await receive(creator, 1000)
    await elsewhere(async (other) => {
      await other.query('BEGIN')
      await other.query('LOCK TABLE ledger_heads')
      const processing = expect(processed()).rejects.toThrow()
      await wait(500)
      await other.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
         AND wait_event_type = 'Lock'`,
      )
      await processing
    })
    expect([await outcomes(), refused]).toEqual([[null], []])
    await processed()
    expect(await outcomes()).toEqual(['confirmed'])
  })
})

describe('An event that the database refuses stops none of the others', () => {
  test.each([
    ['a constraint', '23514', false],
    ['a value', '22003', false],
    ['a constraint at the end', '23514', true],
  ])('for %s, and counts once it is taken', async (_what, state, deferred) => {
    await receive(creator, 1000, POISON, 2000)
    await failAt('donation_events', { state, deferred, when: `NEW.amount_cheese = ${POISON}` })
    await processed()
    expect(await outcomes()).toEqual(['confirmed', 'unreadable', 'confirmed'])
    expect(refused).toHaveLength(1)
    await mend()
    expect(await replayEvents()).toMatchObject({ left: 0 })
    expect(await outcomes()).toEqual(['confirmed', 'confirmed', 'confirmed'])
  })
})

test.runIf(onPostgres)('A creator who is just leaving keeps nobody else’s events waiting', async () => {
  const other = await makeCreator('고구마탐험대')
  await chooseAutoConfirmMode(other, 'auto')
  await receive(creator, 1000)
  await receive(other, 1000)
  await elsewhere(async (leaving) => {
    await leaving.query('BEGIN')
    await leaving.query('SELECT 1 FROM channels WHERE id = $1 FOR UPDATE', [creator.channel?.id])
    await processed()
    expect([await outcomes(creator), await outcomes(other)]).toEqual([[null], ['confirmed']])
  })
  await processed()
  expect(await outcomes()).toEqual(['confirmed'])
})

/** Something that goes on over another connection, and is taken back. */
async function elsewhere(act: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await act(client).finally(() => client.end())
}
