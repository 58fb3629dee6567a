import { setTimeout as wait } from 'node:timers/promises'
import { env } from '~/env.server'
import { db } from './client.server'
import { connectOnce } from './connect.server'
import { openEmbedded } from './embedded/open.js'
import { keepTidy } from './embedded/tidy.server'
import { keepListening } from './keep-listening.server'
import { isMigrated, migrate } from './migrate.server'
import { isEmbedded, pool } from './pool.server'

const READY_WITHIN_MS = 3_000

type Started = { close: () => Promise<void> }
declare global {
  var meltDatabase: Promise<Started> | undefined
}

/** Opens the embedded database or waits for PostgreSQL, then migrates; a second call waits for the first. */
export async function startDatabase(): Promise<void> {
  globalThis.meltDatabase ??= start()
  try {
    await globalThis.meltDatabase
  } catch (error) {
    globalThis.meltDatabase = undefined
    throw error
  }
}

async function start(): Promise<Started> {
  const embedded = isEmbedded ? await openEmbedded(env.dataDir) : undefined
  const stopTidying = embedded ? keepTidy(pool) : undefined
  const close = async () => {
    stopTidying?.()
    await embedded?.close()
  }
  try {
    const client = await connectOnce()
    await migrate(client).finally(() => client.end())
    if (isEmbedded) return { close }
    return { close: await keepListening() }
  } catch (error) {
    await close()
    throw error
  }
}

/** Lets running queries end, then closes; the process has no database afterwards. */
export async function stopDatabase(): Promise<void> {
  const starting = globalThis.meltDatabase
  if (!starting) return
  globalThis.meltDatabase = undefined
  const started = await starting
  await db.$disconnect()
  await pool.end()
  await started.close()
}

/** True while the database answers in time and knows every migration of this build. */
export async function isReady(): Promise<boolean> {
  if (!globalThis.meltDatabase) return false
  const late = wait(READY_WITHIN_MS, false, { ref: false })
  const answered = isMigrated(pool).catch(() => false)
  return Promise.race([answered, late])
}
