import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { pool } from '~/db/pool.server'
import { migrationNames, sourceScripts, structureOf } from '../../tools/schema/databases.js'
import { functionsDiff } from '../../tools/schema/migration.js'
import { FUNCTIONS, readSource } from '../../tools/schema/source.js'
import { comparable, type Part, readStructure, toText } from '../../tools/schema/structure.js'
import { STRUCTURE } from '../../tools/schema/write-structure.js'
import { useDatabase } from '../support/database'
import { cloneName, inPostgres, urlOf } from '../support/template'

// Prisma's command line and whole databases are started here, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

useDatabase()

const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)
const written = readFileSync(STRUCTURE, 'utf8')
const here = () => readStructure(async (sql) => (await pool.query(sql)).rows)

let source: Part[]
beforeAll(async () => {
  source = await made(sourceScripts())
}, 120_000)

const made = (scripts: string[]) => (onPostgres ? inEmptyDatabase(scripts) : structureOf(scripts))

async function inEmptyDatabase(scripts: string[]) {
  const name = cloneName()
  await inPostgres((client) => client.query(`CREATE DATABASE ${name}`))
  const client = new pg.Client({ connectionString: urlOf(name), options: '-c timezone=UTC' })
  await client.connect()
  try {
    for (const script of scripts) await client.query(script)
    return await readStructure(async (sql) => (await client.query(sql)).rows)
  } finally {
    await client.end()
    await inPostgres((other) => other.query(`DROP DATABASE ${name}`))
  }
}

test('the migrations from nothing make prisma/structure.sql', async () => {
  expect(comparable(toText(await here()))).toBe(comparable(written))
})

test('schema.prisma and prisma/functions make it as well', () => {
  expect(comparable(toText(source))).toBe(comparable(written))
})

test('the source says every function, trigger and view once', async () => {
  const names = readSource()
    .filter(({ kind }) => kind !== 'other')
    .map(({ kind, name }) => `${kind} ${name}`)
  expect(names).toEqual([...new Set(names)])
  const parts = (await here()).filter(({ kind }) => ['function', 'trigger', 'view'].includes(kind))
  expect(parts.map(({ kind, name }) => `${kind} ${name}`).filter((name) => !names.includes(name))).toEqual([])
})

test('every function and view says what it promises, every trigger which acts lean on it', () => {
  for (const { kind, name, comment } of readSource()) {
    if (kind === 'function' || kind === 'view') expect(comment, name).toMatch(/^-- [A-Z0-9]/)
    if (kind === 'trigger') expect(comment, name).toMatch(/^-- For: \w+(?:, \w+)*$/m)
  }
})

test('the acts that lean on a trigger name its file', () => {
  const sources = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join('app', name), 'utf8'))
  const docOf = (act: string) => {
    const doc = new RegExp(
      `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?(?:function|const) ${act}\\b`,
    )
    return sources.map((source) => doc.exec(source)?.[1]).find((found) => found !== undefined)
  }
  const silent = readSource()
    .filter(({ kind }) => kind === 'trigger')
    .flatMap(({ comment, file }) =>
      (/For: (.*)/.exec(comment)?.[1] ?? '').split(', ').map((act) => ({ act, file })),
    )
    .filter(({ act, file }) => !docOf(act)?.includes(file))
  expect(silent).toEqual([])
})

test('a changed function file becomes the migration that leads to it', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'melt-functions-'))
  try {
    for (const { file } of readSource())
      writeFileSync(path.join(folder, file), readFileSync(path.join(FUNCTIONS, file), 'utf8'))
    const change = (file: string, from: RegExp, to: string) => {
      const text = readFileSync(path.join(folder, file), 'utf8')
      expect(text).toMatch(from)
      writeFileSync(path.join(folder, file), text.replace(from, to))
    }
    change('aggregates.sql', /interval '9 hours'\n/, "interval '540 minutes'\n")
    change(
      'badges.sql',
      /channel uuid, person uuid\) RETURNS smallint/,
      'channel uuid, of_person uuid) RETURNS smallint',
    )
    change('badges.sql', /u\.user_id = person\n\$\$/, 'u.user_id = of_person\n$$$$')
    change('outbox.sql', /^-- For: .*\nCREATE CONSTRAINT TRIGGER feed_items_publish[\s\S]*?;\n/m, '')
    change('messages.sql', /"messages_withdrawn_is_erased"/, '"messages_withdrawn_is_empty"')
    const wanted = await made(sourceScripts(folder))
    const sql = functionsDiff(await here(), wanted, readSource(folder))
    expect(sql.match(/^DROP.*|^ALTER.*DROP.*/gm)).toEqual([
      'DROP TRIGGER "feed_items_publish" ON "feed_items";',
      'ALTER TABLE "messages" DROP CONSTRAINT "messages_withdrawn_is_erased";',
      'DROP FUNCTION "tier_of"(channel uuid, person uuid);',
    ])
    expect(sql.match(/^CREATE OR REPLACE.*?\(/gm)).toEqual([
      'CREATE OR REPLACE FUNCTION kst(',
      'CREATE OR REPLACE FUNCTION tier_of(',
    ])
    expect(toText(await after(sql))).toBe(toText(wanted))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** The structure with this migration, which is rolled back. */
async function after(sql: string) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(sql)
    return await readStructure(async (query) => (await client.query(query)).rows)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

/** Two were once made in the same minute; Prisma orders such by their names. */
const SAME_TIME = ['20261122040000']

test('no two migrations claim the same time', () => {
  const times = migrationNames().map((name) => name.slice(0, 14))
  const twice = times.filter((time, index) => times.indexOf(time) !== index)
  expect(twice).toEqual(SAME_TIME)
})
