import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { connection } from './pool.server'

/** The lock that Prisma's own engine takes, so that several instances and the engine follow one another. */
const MIGRATION_LOCK = 72707369

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

type Migration = { name: string; sql: string; checksum: string }

/** The migrations of a folder in their order. */
export async function readMigrations(folder = path.resolve('prisma/migrations')): Promise<Migration[]> {
  const places = await readdir(folder, { withFileTypes: true })
  const names = places.filter((place) => place.isDirectory()).map(({ name }) => name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Applies what is missing over one plain connection and records it as Prisma's engine does: the names applied. */
export async function migrate(folder?: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client(connection())
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(TABLE)
    const applied: string[] = []
    for (const migration of migrations) if (await applyOnce(client, migration)) applied.push(migration.name)
    return applied
  } finally {
    await client.end()
  }
}

async function applyOnce(client: pg.Client, { name, sql, checksum }: Migration) {
  const { rows } = await client.query<{ checksum: string; finished_at: Date | null }>(
    'SELECT checksum, finished_at FROM "_prisma_migrations" WHERE migration_name = $1 AND rolled_back_at IS NULL',
    [name],
  )
  const [before] = rows
  if (before?.finished_at) {
    if (before.checksum !== checksum) throw new Error(`Migration ${name} was edited after it was applied`)
    return false
  }
  if (before) throw new Error(`Migration ${name} failed before; settle it with "prisma migrate resolve"`)
  const id = randomUUID()
  await client.query('INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)', [id, checksum, name])
  try {
    await client.query(sql)
  } catch (error) {
    await client.query('UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1', [id, String(error)])
    throw new Error(`Migration ${name} failed`, { cause: error })
  }
  await client.query('UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id])
  return true
}
