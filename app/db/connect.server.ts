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

class PoolerError extends Error {
  override name = 'PoolerError'
  constructor() {
    super(
      'DATABASE_URL leads through a connection pooler that keeps neither transactions, prepared statements nor the time zone ' +
        'as Melt needs them. Name PostgreSQL itself, a pooler with pool_mode=session, or one with pool_mode=transaction that ' +
        'keeps prepared statements (PgBouncer 1.21 or newer with max_prepared_statements), before a server whose timezone is UTC.',
    )
  }
}

/** PgBouncer takes none of the settings that a session begins with unless its own settings ignore them. */
function isPooler(error: unknown) {
  return error instanceof Error && /unsupported startup parameter/i.test(error.message)
}

/** A pooler's refusal of BEGIN, and a server that does not know a statement another one prepared. */
const NOT_KEPT = new Set(['08P01', '26000', '42P05'])

/** Refuses a pooler through which times are not in UTC, transactions are none, or a prepared statement is lost between two of them. */
export async function requireKeptState(client: pg.Client) {
  const other = await connectOnce()
  const statement = { name: 'melt_kept', text: 'SELECT 1' }
  try {
    const { rows } = await client.query<{ TimeZone: string }>('SHOW timezone')
    if (rows[0]?.TimeZone !== 'UTC') throw new PoolerError()
    await client.query(statement)
    // Takes the server's connection that was given back last.
    await other.query('BEGIN')
    await other.query('SELECT 1')
    await client.query(statement)
  } catch (error) {
    if (error instanceof pg.DatabaseError && NOT_KEPT.has(error.code ?? '')) throw new PoolerError()
    throw error
  } finally {
    await other.end()
  }
}
