import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { env } from '~/env.server'
import { disconnect } from './client.server'
import { connectOnce, requireKeptState } from './connect.server'
import { openEmbedded } from './embedded/open.js'
import { isMigrated, migrate } from './migrate.server'
import { startOutbox } from './outbox.server'
import { isEmbedded, patientPool, pool, reportBroken, waitAsLongAsItTakes } from './pool.server'

export { setBrokenReport } from './pool.server'

const READY_WITHIN_MS = 3_000
const STOP_WITHIN_MS = 1_000

type Started = { close: () => Promise<void> }
declare global {
  var meltDatabase: Promise<Started> | undefined
}

export async function startDatabase(): Promise<void> {
  globalThis.meltDatabase ??= start()
  try {
    await globalThis.meltDatabase
  } catch (error) {
    globalThis.meltDatabase = undefined
    throw error
  }
}

export function startForCommand(): Promise<void> {
  waitAsLongAsItTakes()
  return startDatabase()
}

async function start(): Promise<Started> {
  const embedded = isEmbedded ? await openEmbedded(env.dataDir) : undefined
  const stopMaintenance = embedded ? startMaintenance(pool) : undefined
  const close = async () => {
    stopMaintenance?.()
    await embedded?.close()
  }
  try {
    const client = await connectOnce()
    try {
      if (!isEmbedded) await requireKeptState(client)
      await migrate(client)
    } finally {
      await client.end()
    }
    const stopOutbox = await startOutbox()
    return { close: () => stopOutbox().then(close) }
  } catch (error) {
    await close()
    throw error
  }
}

/** Lets running queries end; PostgreSQL is waited for only so long, since it may be what does not answer. */
export async function stopDatabase(): Promise<void> {
  const starting = globalThis.meltDatabase
  if (!starting) return
  globalThis.meltDatabase = undefined
  const closing = close(await starting)
  await (isEmbedded ? closing : Promise.race([closing, wait(STOP_WITHIN_MS, undefined, { ref: false })]))
}

async function close(started: Started) {
  await disconnect()
  await Promise.all([...new Set([pool, patientPool])].map((each) => each.end()))
  await started.close()
}

export async function isReady(): Promise<boolean> {
  if (!globalThis.meltDatabase) return false
  const late = wait(READY_WITHIN_MS, false, { ref: false })
  const answered = isMigrated(pool).catch(() => false)
  return Promise.race([answered, late])
}

const MINUTE_MS = 60_000

/** The embedded database has no background processes: its log would only ever grow. */
function startMaintenance(pool: Pool) {
  const timers = [repeat(pool, 'CHECKPOINT', 5 * MINUTE_MS), repeat(pool, 'VACUUM (ANALYZE)', 60 * MINUTE_MS)]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

function repeat(pool: Pool, statement: string, everyMs: number) {
  const run = () => pool.query(statement).catch((error) => reportBroken(statement, error))
  return setInterval(run, everyMs).unref()
}
