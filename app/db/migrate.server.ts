import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ClientBase, Pool } from 'pg'

/** The number Prisma's own engine locks, so that it and several starting instances wait for each other. */
const PRISMA_LOCK = 72707369

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

type Migration = { name: string; sql: string; checksum: string }
type Recorded = { migration_name: string; checksum: string; finished_at: Date | null }

export class MigrationError extends Error {
  override name = 'MigrationError'
}

class FailedMigration extends MigrationError {
  constructor(
    readonly migration: Migration,
    cause: unknown,
  ) {
    super(`Migration ${migration.name} failed and was rolled back: ${String(cause)}`, { cause })
  }
}

const migrationsFolder = path.resolve('prisma/migrations')

export async function migrate(client: ClientBase, folder = migrationsFolder) {
  const migrations = await readMigrations(folder)
  const applied: string[] = []
  for (;;) {
    const name = await applyNext(client, migrations)
    if (!name) return applied
    applied.push(name)
  }
}

/** The lock is the transaction's: a pooler may lend another connection for the next one. */
async function applyNext(client: ClientBase, migrations: Migration[]) {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [PRISMA_LOCK])
    await client.query(MIGRATIONS_TABLE)
    const next = await findMissing(client, migrations)
    await (next ? apply(client, next) : client.query('COMMIT'))
    return next?.name
  } catch (error) {
    await client.query('ROLLBACK')
    if (error instanceof FailedMigration) await recordFailure(client, error)
    throw error
  }
}

async function findMissing(client: ClientBase, migrations: Migration[]) {
  const { rows } = await client.query<Recorded>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const recorded = new Map(rows.map((row) => [row.migration_name, row]))
  return migrations.find((migration) => {
    const found = recorded.get(migration.name)
    if (found && !found.finished_at) {
      throw new MigrationError(
        `Migration ${migration.name} failed at an earlier start. Repair its cause, then say so with ` +
          `"npx prisma migrate resolve --rolled-back ${migration.name}" and start again.`,
      )
    }
    if (found && found.checksum !== migration.checksum) {
      throw new MigrationError(
        `Migration ${migration.name} was edited after it had been applied. Restore the file and put the change into a new migration.`,
      )
    }
    return !found
  })
}

async function migrationNames(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await migrationNames(folder)
  return Promise.all(
    names.map(async (name) => {
      const file = await readFile(path.join(folder, name, 'migration.sql'))
      return { name, sql: file.toString('utf8'), checksum: createHash('sha256').update(file).digest('hex') }
    }),
  )
}

export async function isMigrated(client: ClientBase | Pool, folder = migrationsFolder) {
  const { rows } = await client.query<Pick<Recorded, 'migration_name'>>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const finished = new Set(rows.map((row) => row.migration_name))
  const names = await migrationNames(folder)
  return names.every((name) => finished.has(name))
}

const RECORD = 'INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)'

/** The script and its record are one transaction: a process killed half-way leaves neither. */
async function apply(client: ClientBase, migration: Migration) {
  const { name, sql, checksum } = migration
  const id = randomUUID()
  try {
    await client.query(RECORD, [id, checksum, name, null])
    await client.query(sql)
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    )
    await client.query('COMMIT')
  } catch (error) {
    throw new FailedMigration(migration, error)
  }
}

async function recordFailure(client: ClientBase, { migration, cause }: FailedMigration) {
  await client.query(RECORD, [randomUUID(), migration.checksum, migration.name, String(cause)])
}
