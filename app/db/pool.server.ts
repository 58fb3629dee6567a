import pg, { type ClientBase, type PoolClient } from 'pg'
import { env } from '~/env.server'
import { placeOf } from './embedded/place.js'

declare global {
  var meltPool: pg.Pool | undefined
  var meltPatientPool: pg.Pool | undefined
}

export const isEmbedded = !env.databaseUrl

/** People are answered within 15 s: a place in the pool, then one statement, given up by the server before we give up on it. */
// The embedded database is in this very process and cannot fall silent.
const LIMITS = isEmbedded
  ? { connect: 10_000, statement: 30_000, idleInTransaction: 60_000, silence: 0 }
  : { connect: 4_000, statement: 8_000, idleInTransaction: 10_000, silence: 9_500 }
const KEEP_ALIVE_AFTER_MS = 10_000
const PATIENT_MS = 600_000

/** Times are read and written in UTC, whatever zone the server is set to. */
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
    // The embedded database has one backend, which statements of several connections would share.
    ...(isEmbedded ? { max: 1, idleTimeoutMillis: 0 } : { max: 10, idleTimeoutMillis: 30_000 }),
  })
  pool.on('connect', (client) => {
    handleErrors(client, 'pool')
    if (LIMITS.silence && pool.options.statement_timeout)
      breakWhenSilent(client, LIMITS.silence, () => replaceIdle(pool))
  })
  // Its client has reported it already.
  pool.on('error', () => undefined)
  return pool
}

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

/** On globalThis, because a built bundle and its tests are two module graphs. */
globalThis.meltPool ??= createPool()
export const pool = globalThis.meltPool

globalThis.meltPatientPool ??= isEmbedded ? pool : createPatientPool()
export const patientPool = globalThis.meltPatientPool

/** Where one connection fell silent, those that are idle are not trusted either. */
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

/** From the next connection on. */
export function waitAsLongAsItTakes() {
  pool.options.statement_timeout = 0
}

type Report = (what: string, error: unknown) => void

let report: Report = () => undefined

export function setBrokenReport(to: Report) {
  report = to
}

export const reportBroken: Report = (what, error) => report(what, error)

/** From connect on: unhandled, the error of a connection that breaks would end the process. */
export function handleErrors(client: Pick<ClientBase, 'on'>, what: string) {
  client.on('error', (error: unknown) => reportBroken(what, error))
}

class SilentDatabase extends Error {
  override name = 'SilentDatabase'
  readonly code = 'ETIMEDOUT'
  constructor(ms: number) {
    super(`The database said nothing for ${ms / 1000} s`)
  }
}

/** After a failover without a notice, what waits fails at once; pg's own `query_timeout` leaves the connection open and deaf. */
function breakWhenSilent(client: PoolClient, ms: number, onSilent: () => void) {
  let timer: NodeJS.Timeout | undefined
  let due: NodeJS.Immediate | undefined
  const send = client.query.bind(client) as (...asked: unknown[]) => unknown
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
    clearImmediate(due)
  }
  const heard = () => {
    timer?.refresh()
    clearImmediate(due)
  }
  const end = () => {
    stop()
    client.connection.stream.destroy(new SilentDatabase(ms))
    onSilent()
  }
  client.query = ((...asked: unknown[]) => {
    // A process that slept itself first reads what arrived meanwhile.
    timer ??= setTimeout(() => {
      due = setImmediate(end)
    }, ms)
    return send(...asked)
  }) as typeof client.query
  client.on('drain', stop)
  client.once('end', stop)
  client.connection.stream.on('data', heard)
}
