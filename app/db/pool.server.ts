import pg from 'pg'
import { env } from '~/env.server'
import { placeOf } from './embedded/place.js'

const POSTGRES_CONNECTIONS = 10

declare global {
  var meltPool: pg.Pool | undefined
}

/** Where the database answers; the embedded one has a single backend, so it gets a single connection. */
export function connection(): pg.PoolConfig {
  const shared = { options: '-c timezone=UTC', connectionTimeoutMillis: 10_000, application_name: 'melt' }
  if (env.databaseUrl) return { ...shared, connectionString: env.databaseUrl, max: POSTGRES_CONNECTIONS }
  return { ...shared, ...placeOf(env.dataDir).connection, max: 1 }
}

function openPool() {
  const pool = new pg.Pool(connection())
  // An idle connection that breaks is replaced at the next query, which tells if the database is really gone.
  pool.on('error', () => undefined)
  return pool
}

/** One pool a process, kept over reloads of the code. */
globalThis.meltPool ??= openPool()
export const pool = globalThis.meltPool
