// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  migrationNames,
  migrationScripts,
  prismaDiff,
  sourceScripts,
  structureOf,
  withoutIndexesOfSource,
} from './schema/databases.js'
import { functionsDiff } from './schema/migration.js'
import { toText } from './schema/structure.js'
import { writeStructure } from './schema/write-structure.js'

/** Makes the next migration of what changed in schema.prisma and prisma/functions: `npm run db:migration -- <name>`. */
const name = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9_]*$/.test(name))
  throw new Error('Name the migration: npm run db:migration -- letters_by_day')

const before = migrationScripts()
const migrated = await structureOf(before)
const wanted = await structureOf(sourceScripts())
const tables = withoutIndexesOfSource(
  prismaDiff('--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma'),
)
const isEmpty = tables.replace(/--.*/g, '').trim() === ''
const sql = [isEmpty ? '' : tables.trim(), functionsDiff(migrated, wanted)].filter(Boolean).join('\n\n')
if (!sql)
  throw new Error('Nothing changed: the migrations already say what schema.prisma and prisma/functions say')

const folder = path.join('prisma/migrations', `${nextTimestamp(migrationNames())}_${name}`)
mkdirSync(folder)
writeFileSync(path.join(folder, 'migration.sql'), `${sql}\n`)
console.log(
  `Written: ${folder}/migration.sql. Read it: what becomes of rows that are there is for you to say.`,
)
const made = toText(await structureOf([...before, sql]))
if (made !== toText(wanted))
  throw new Error(
    'It does not lead to what schema.prisma and prisma/functions say yet: complete it, then npm run db:structure',
  )
await writeStructure()

/** Now, or a second after the last migration where that one claims to be later. @param {string[]} names */
function nextTimestamp(names) {
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const last = names.at(-1)?.slice(0, 14) ?? ''
  return last < now ? now : String(BigInt(last) + 1n)
}
