// @ts-check
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { FUNCTIONS, readSource } from './source.js'
import { readStructure } from './structure.js'

const MIGRATIONS = path.resolve('prisma/migrations')

/** The names of all migrations, in order. */
export function migrationNames(folder = MIGRATIONS) {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

/** What every migration says from nothing on. */
export function migrationScripts() {
  return migrationNames().map((name) => readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'))
}

/** @type {string | undefined} */
let tables

/** What schema.prisma and prisma/functions say, for an empty database. */
export function sourceScripts(folder = FUNCTIONS) {
  tables ??= prismaDiff('--from-empty', '--to-schema', 'prisma/schema.prisma')
  return [
    withoutIndexesOfSource(tables),
    'SET check_function_bodies = off',
    ...readSource(folder).map(({ sql }) => sql),
  ]
}

/** schema.prisma names each index; where prisma/functions says more of one (which rows, or when it is checked), that counts. @param {string} sql */
export function withoutIndexesOfSource(sql) {
  const said = new Set(readSource().map(({ name }) => name.split('.').at(-1)))
  return sql.replace(/(?:-- CreateIndex\n)?CREATE (?:UNIQUE )?INDEX "(\w+)"[^;]*;\n*/g, (whole, name) =>
    said.has(name) ? '' : whole,
  )
}

/**
 * What Prisma thinks is between two schemas, as SQL; it connects to its database even where it asks nothing of it, so it gets an empty one.
 *
 * @param {...string} words
 */
export function prismaDiff(...words) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'melt-diff-'))
  const env = { ...process.env, DATABASE_URL: '', MELT_DATA_DIR: folder }
  try {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['node_modules/prisma/build/index.js', 'migrate', 'diff', ...words, '--script'],
      { encoding: 'utf8', env },
    )
    if (status !== 0) throw new Error(`prisma migrate diff failed: ${stderr}`)
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The structure that these scripts make of an empty database in memory. @param {string[]} scripts */
export async function structureOf(scripts) {
  const database = await PGlite.create()
  try {
    for (const script of scripts) await database.exec(script)
    return await readStructure(async (sql) => (await database.query(sql)).rows)
  } catch (error) {
    // The error itself carries the whole script.
    throw new Error(error instanceof Error ? error.message : String(error))
  } finally {
    await database.close()
  }
}
