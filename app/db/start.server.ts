import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { env } from '~/env.server'
import { db } from './client.server'
import { openEmbedded } from './embedded/open.js'
import { migrate, readMigrations } from './migrate.server'
import { connection, pool } from './pool.server'

const PATIENCE_MS = 30_000
const OLDEST_POSTGRES = 150_000

declare global {
  var meltEmbedded: { close: () => Promise<void> } | undefined
}

/** Opens the embedded database or waits for PostgreSQL, up to 30 seconds, and brings its tables up to date. */
export async function startDatabase() {
  if (env.databaseUrl) await waitForPostgres()
  else globalThis.meltEmbedded ??= await openEmbedded(env.dataDir)
  await migrate()
}

export async function stopDatabase() {
  await db.$disconnect()
  if (!pool.ended) await pool.end()
  await globalThis.meltEmbedded?.close()
  globalThis.meltEmbedded = undefined
}

/** The database answers and holds every migration of this version. */
export async function isReady(): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ name: string }>(
      'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL',
    )
    const applied = new Set(rows.map(({ name }) => name))
    return (await readMigrations()).every(({ name }) => applied.has(name))
  } catch {
    return false
  }
}

async function waitForPostgres() {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const client = new pg.Client(connection())
    try {
      await client.connect()
      const { rows } = await client.query<{ number: string }>(`SELECT current_setting('server_version_num') AS number`)
      const number = Number(rows[0]?.number)
      if (number < OLDEST_POSTGRES) throw new TooOld(`Melt needs PostgreSQL 15 or newer, this is ${number}`)
      return
    } catch (error) {
      if (error instanceof TooOld || Date.now() > until) throw error
      await pause(500)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

class TooOld extends Error {}
