import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isMigrated, migrate } from '~/db/migrate.server'
import { pool } from '~/db/pool.server'
import { isReady } from '~/db/start.server'
import { useDatabase } from '../support/database'

useDatabase()

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'melt-migrations-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, sql: string) {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

async function run() {
  const client = await pool.connect()
  return migrate(client, folder).finally(() => client.release())
}

async function recordOf(name: string) {
  const { rows } = await pool.query('SELECT * FROM _prisma_migrations WHERE migration_name = $1', [name])
  return rows
}

const withBody =
  'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$; CREATE TABLE made (a int)'

test('a migration is applied once, function bodies and all', async () => {
  write('01_made', withBody)
  expect(await isMigrated(pool, folder)).toBe(false)
  expect(await run()).toEqual(['01_made'])
  expect(await run()).toEqual([])
  expect(await isMigrated(pool, folder)).toBe(true)
  const [record] = await recordOf('01_made')
  expect(record).toMatchObject({ applied_steps_count: 1, logs: null, rolled_back_at: null })
  expect(record.finished_at.getTime()).toBeGreaterThanOrEqual(record.started_at.getTime())
})

test('two instances that start at once apply it once', async () => {
  write('02_once', 'CREATE TABLE once (a int)')
  const applied = await Promise.all([run(), run()])
  expect(applied.flat()).toEqual(['02_once'])
})

test('a failing migration leaves nothing but its record, and the next start asks for a decision', async () => {
  write('03_broken', 'CREATE TABLE half (a int); SELECT * FROM nowhere;')
  await expect(run()).rejects.toThrow(/Migration 03_broken failed.*nowhere/)
  const { rows } = await pool.query("SELECT to_regclass('half') AS half")
  expect(rows).toEqual([{ half: null }])
  expect(await recordOf('03_broken')).toMatchObject([{ finished_at: null, applied_steps_count: 0 }])
  await expect(run()).rejects.toThrow('prisma migrate resolve --rolled-back 03_broken')
  await pool.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '03_broken'")
  write('03_broken', 'CREATE TABLE half (a int)')
  expect(await run()).toEqual(['03_broken'])
})

test('a migration that was edited after it was applied is refused by name', async () => {
  write('04_edited', 'CREATE TABLE edited (a int)')
  await run()
  write('04_edited', 'CREATE TABLE edited (a bigint)')
  await expect(run()).rejects.toThrow('Migration 04_edited was edited')
})

test('the started application is ready', async () => {
  expect(await isReady()).toBe(true)
})
