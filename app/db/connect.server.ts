import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { connection } from './pool.server'

const OLDEST_SERVER = 150_000
const WAIT_FOR_SERVER_MS = 30_000
/** The server is starting, has no place left, or cannot be reached yet. */
const NOT_UP_YET = new Set([
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
])

/** One connection outside the pool, without its time limits, to a server that is new enough. */
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
    try {
      await client.connect()
      return client
    } catch (error) {
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
