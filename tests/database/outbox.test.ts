import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { afterPoll, deletePublished, onChanges, pollCount } from '~/db/outbox.server'
import { pool } from '~/db/pool.server'
import { useDatabase } from '../support/database'

useDatabase()

const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)

let published: (string | null)[] = []
let stop = () => {}
beforeAll(() => {
  stop = onChanges((topics) => published.push(...(topics ?? [null])))
})
afterAll(() => stop())
afterEach(() => {
  published = []
})

/** Whether a poll after this call could be had. */
const polled = () => new Promise<boolean>((resolve) => afterPoll(resolve))
const publish = (topic: string) => pool.query('SELECT publish($1)', [topic])

/** From here on only what commits is published. */
async function beginAnew() {
  await polled()
  published = []
}

describe('The outbox', () => {
  test('publishes what committed before somebody waited, and publishes it once', async () => {
    await beginAnew()
    for (let n = 0; n < 20; n++) {
      await publish(`page ${n}`)
      expect(await polled()).toBe(true)
      expect(published.splice(0)).toEqual([`page ${n}`])
    }
    expect(await polled()).toBe(true)
    expect(published).toEqual([])
  })

  test('has a topic once a transaction, and nothing of one that was rolled back', async () => {
    await beginAnew()
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query("SELECT publish('page a', 'page b', 'page a')")
    await client.query('SAVEPOINT here')
    await client.query("SELECT publish('page c')")
    await client.query('ROLLBACK TO here')
    await client.query("SELECT publish('page a')")
    await client.query('COMMIT')
    await client.query('BEGIN')
    await client.query("SELECT publish('page d')")
    await client.query('ROLLBACK')
    client.release()
    await polled()
    expect(published.sort()).toEqual(['page a', 'page b'])
  })

  test('serves all who wait with one poll', async () => {
    await beginAnew()
    await publish('page together')
    const before = pollCount()
    expect(new Set(await Promise.all(Array.from({ length: 50 }, polled)))).toEqual(new Set([true]))
    expect(pollCount() - before).toBe(1)
  })

  test('forgets rows a round after they were published, and at once what no transaction here can have written', async () => {
    await beginAnew()
    const rows = async () => (await pool.query('SELECT topic FROM outbox ORDER BY topic')).rows
    // Transactions of other databases of the server hold rows back as well.
    const emptied = () =>
      expect.poll(async () => deletePublished().then(rows), { timeout: 10_000 }).toEqual([])
    await emptied()
    await publish('page kept')
    await pool.query(`INSERT INTO outbox (xid, topic)
      SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000, 'page of another server'`)
    await polled()
    expect(published).toEqual(['page kept'])
    await deletePublished()
    expect(await rows()).toEqual([{ topic: 'page kept' }])
    await emptied()
  })
})

describe.runIf(onPostgres)('On PostgreSQL the outbox', () => {
  const clients: pg.Client[] = []
  const connect = async () => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
    client.on('error', () => {})
    await client.connect()
    clients.push(client)
    return client
  }
  afterAll(() => Promise.all(clients.map((client) => client.end())))

  test('misses no transaction and publishes none twice, in whatever order they commit', async () => {
    await beginAnew()
    const writers = await Promise.all(Array.from({ length: 6 }, connect))
    const open = new Map<pg.Client, string>()
    let due: string[] = []
    const random = seeded(20261130)
    for (let step = 0; step < 600; step++) {
      const writer = writers[random(writers.length)] ?? writers[0]
      const topic = writer && open.get(writer)
      if (random(4) === 0) {
        await polled()
        expect(published.splice(0).sort()).toEqual(due.sort())
        due = []
      } else if (writer && topic) {
        const commits = random(4) > 0
        await writer.query(commits ? 'COMMIT' : 'ROLLBACK')
        if (commits) due.push(topic)
        open.delete(writer)
      } else if (writer) {
        open.set(writer, `page ${step}`)
        await writer.query('BEGIN')
        await writer.query('SELECT publish($1)', [`page ${step}`])
      }
    }
    for (const writer of open.keys()) await writer.query('ROLLBACK')
  })

  test('costs the same however much it holds and however long a transaction has been open', async () => {
    const old = await connect()
    await old.query("BEGIN; SELECT publish('page old')")
    const buffers = async (since: string, until: string[]) => {
      const { rows } = await pool.query(
        'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT outbox_since($1, $2)',
        [since, until],
      )
      const [{ Plan: plan }] = rows[0]['QUERY PLAN']
      return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
    }
    const now = async () => {
      const { rows } = await pool.query('SELECT pg_current_snapshot()::text AS snapshot')
      const [, until = '', underWay = ''] = String(rows[0].snapshot).split(':')
      return { until, underWay: underWay.split(',').filter(Boolean) }
    }
    const few = await now()
    await buffers(few.until, few.underWay)
    const before = await buffers(few.until, few.underWay)
    await pool.query(`INSERT INTO outbox (xid, topic)
      SELECT pg_current_xact_id()::text::bigint - 50000 + n, 'page ' || n FROM generate_series(1, 49999) n ON CONFLICT DO NOTHING`)
    const many = await now()
    await buffers(many.until, many.underWay)
    expect(await buffers(many.until, many.underWay)).toBeLessThanOrEqual(before + 20)
    await old.query('ROLLBACK')
  })

  test('says that it is not sure while its connection is lost, then that anything may have changed', async () => {
    await beginAnew()
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'melt outbox' AND datname = current_database()`,
    )
    await expect.poll(polled, { interval: 1 }).toBe(false)
    await publish('page unseen')
    await expect.poll(polled, { timeout: 10_000 }).toBe(true)
    expect(published).toEqual([null])
  })
})

/** The same whole numbers below a bound every time. */
function seeded(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}
