import pg from 'pg'
import { env } from '~/env.server'
import { hearThrough } from './bus.server'
import { placeOf } from './embedded/place.js'

declare global {
  var meltPool: pg.Pool | undefined
}

export const isEmbedded = !env.databaseUrl

/** Where and how to connect: times are read and written in UTC whatever zone the server is set to. */
export function connection(): pg.ClientConfig {
  const where = env.databaseUrl ? { connectionString: env.databaseUrl } : placeOf(env.dataDir).connection
  return { ...where, options: '-c timezone=UTC', connectionTimeoutMillis: 10_000, keepAlive: true }
}

function createPool() {
  const pool = new pg.Pool({
    ...connection(),
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    // The embedded database has one backend: statements of several connections would get into each other's way, and
    // what it tells reaches only the connection whose commit it was.
    ...(isEmbedded
      ? { max: 1, idleTimeoutMillis: 0, onConnect: hearThrough }
      : { max: 10, idleTimeoutMillis: 30_000 }),
  })
  // An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
  pool.on('error', (error) => process.emitWarning(`A database connection broke: ${error.message}`))
  return pool
}

/** The one pool of the process: it lives on globalThis, because a built bundle and its tests are two module graphs. */
globalThis.meltPool ??= createPool()
export const pool = globalThis.meltPool
