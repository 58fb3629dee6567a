import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { connection, handleErrors } from './pool.server'

const OLDEST_SERVER = 150_000
const WAIT_FOR_SERVER_MS = 30_000
const NOT_UP_YET = new Set([
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
])

/** A connection outside the pool and without its time limits. */
export async function connectOnce(waitMs = WAIT_FOR_SERVER_MS): Promise<pg.Client> {
  const client = await connectWithin(waitMs)
  try {
    await requireVersion(client)
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}

async function connectWithin(ms: number): Promise<pg.Client> {
  const deadline = Date.now() + ms
  for (;;) {
    const client = new pg.Client(connection())
    handleErrors(client, 'single connection')
    try {
      await client.connect()
      return client
    } catch (error) {
      if (isPooler(error)) throw new PoolerError()
      if (!isNotUpYet(error)) throw error
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL did not answer within ${ms / 1000} s`, { cause: error })
      await wait(500)
    }
  }
}

function isNotUpYet(error: unknown) {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return NOT_UP_YET.has(code) || error.message === 'timeout expired'
}

async function requireVersion(client: pg.Client) {
  const { rows } = await client.query<{ number: number; version: string }>(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version",
  )
  const [server] = rows
  if (!server || server.number < OLDEST_SERVER) {
    throw new Error(`Melt needs PostgreSQL 15 or newer, and DATABASE_URL leads to ${server?.version}`)
  }
}

const HEARD_WITHIN_MS = 2_000

class PoolerError extends Error {
  override name = 'PoolerError'
  constructor() {
    super(
      'DATABASE_URL leads through a connection pooler that does not keep sessions or their settings, such as PgBouncer with ' +
        'pool_mode=transaction: live updates, prepared statements, locks and times would be wrong through it. Name PostgreSQL ' +
        'itself, or a pooler with pool_mode=session before a server whose timezone is UTC.',
    )
  }
}

/** PgBouncer takes none of the settings that a session begins with unless its own settings ignore them. */
function isPooler(error: unknown) {
  return error instanceof Error && /unsupported startup parameter/i.test(error.message)
}

/** Refuses a pooler: what one connection listens to must reach it when another one notifies, and times come in UTC. */
export async function requireSessions(client: pg.Client) {
  const teller = await connectOnce()
  const topic = `melt_session_${randomUUID().replaceAll('-', '')}`
  try {
    const heard = new Promise<boolean>((resolve) => {
      client.once('notification', ({ channel }) => resolve(channel === topic))
    })
    const { rows } = await client.query<{ TimeZone: string }>('SHOW timezone')
    if (rows[0]?.TimeZone !== 'UTC') throw new PoolerError()
    await client.query(`LISTEN ${topic}`)
    await teller.query(`NOTIFY ${topic}`)
    if (!(await Promise.race([heard, wait(HEARD_WITHIN_MS, false, { ref: false })]))) throw new PoolerError()
    await client.query(`UNLISTEN ${topic}`)
  } finally {
    await teller.end()
  }
}
