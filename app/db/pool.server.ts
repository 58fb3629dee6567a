import pg from 'pg'
import { env } from '~/env.server'
import { placeOf } from './embedded/place.js'
import { breakWhenSilent, handleErrors } from './guard.server'
import { deliverFrom } from './subscribe.server'

declare global {
  var meltPool: pg.Pool | undefined
  var meltPatientPool: pg.Pool | undefined
}

export const isEmbedded = !env.databaseUrl

/**
 * Whatever the database does, people are answered within 15 s: a place in the pool, and one statement after it. The server gives up
 * on a statement before we give up on the server. The embedded database is in this very process and cannot fall silent.
 */
const LIMITS = isEmbedded
  ? { connect: 10_000, statement: 30_000, idleInTransaction: 60_000, silence: 0 }
  : { connect: 4_000, statement: 8_000, idleInTransaction: 10_000, silence: 9_500 }
const KEEP_ALIVE_AFTER_MS = 10_000
const PATIENT_MS = 600_000

/** Where and how to connect: times are read and written in UTC whatever zone the server is set to. */
export function connection(): pg.ClientConfig {
  const where = env.databaseUrl ? { connectionString: env.databaseUrl } : placeOf(env.dataDir).connection
  return {
    ...where,
    options: '-c timezone=UTC',
    connectionTimeoutMillis: LIMITS.connect,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  }
}

function createPool() {
  const pool = new pg.Pool({
    ...connection(),
    statement_timeout: LIMITS.statement,
    idle_in_transaction_session_timeout: LIMITS.idleInTransaction,
    // The embedded database has one backend: statements of several connections would get into each other's way, and
    // what it tells reaches only the connection whose commit it was.
    ...(isEmbedded
      ? { max: 1, idleTimeoutMillis: 0, onConnect: deliverFrom }
      : { max: 10, idleTimeoutMillis: 30_000 }),
  })
  pool.on('connect', (client) => {
    handleErrors(client, 'pool')
    if (LIMITS.silence && pool.options.statement_timeout)
      breakWhenSilent(client, LIMITS.silence, () => replaceIdle(pool))
  })
  // The pool replaces an idle connection that breaks; its client has been heard already.
  pool.on('error', () => undefined)
  return pool
}

/** A few connections for what takes minutes by its nature, such as leaving, or comparing whole tables. */
function createPatientPool() {
  const pool = new pg.Pool({
    ...connection(),
    statement_timeout: PATIENT_MS,
    idle_in_transaction_session_timeout: 60_000,
    max: 4,
    idleTimeoutMillis: 1_000,
  })
  pool.on('connect', (client) => handleErrors(client, 'patient pool'))
  pool.on('error', () => undefined)
  return pool
}

/** The one pool of the process: it lives on globalThis, because a built bundle and its tests are two module graphs. */
globalThis.meltPool ??= createPool()
export const pool = globalThis.meltPool

globalThis.meltPatientPool ??= isEmbedded ? pool : createPatientPool()
export const patientPool = globalThis.meltPatientPool

/** Where one connection fell silent, those that are idle are not trusted either: somebody would have to find out on each. */
export function replaceIdle(of = pool) {
  for (let count = of.idleCount; count > 0; count--) {
    of.connect().then(
      (client) => {
        client.release(true)
        client.connection.stream.destroy()
      },
      () => undefined,
    )
  }
}

/** From the next connection on statements take the time they take: nobody waits in a browser. */
export function waitAsLongAsItTakes() {
  pool.options.statement_timeout = 0
}
