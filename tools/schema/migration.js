// @ts-check
import { readSource } from './source.js'

/**
 * The part of a migration that schema.prisma does not know: what prisma/functions has and the migrations have otherwise or not
 * at all, and what only the migrations have. Old functions go last: until then a trigger that stays may still call one.
 *
 * @param {import('./structure.js').Part[]} migrated
 * @param {import('./structure.js').Part[]} wanted
 */
export function functionsDiff(migrated, wanted, source = readSource()) {
  const key = (/** @type {{ kind: string, name: string }} */ { kind, name }) => `${kind} ${name}`
  const before = new Map(migrated.map((part) => [key(part), part.sql]))
  const after = new Map(wanted.map((part) => [key(part), part.sql]))
  const changed = source.filter((statement) => before.get(key(statement)) !== after.get(key(statement)))
  const gone = migrated.filter((part) => isOurs(part) && !after.has(key(part)))
  const replaced = changed
    .map((statement) => ({
      kind: statement.kind,
      name: statement.name,
      sql: before.get(key(statement)) ?? '',
    }))
    .filter((old) => old.sql && !canReplace(old, after.get(key(old)) ?? ''))
  const first = [...gone.filter(({ kind }) => kind !== 'function' && kind !== 'type'), ...replaced].sort(
    (a, b) => DROP_ORDER.indexOf(a.kind) - DROP_ORDER.indexOf(b.kind),
  )
  const last = gone.filter((part) => !first.includes(part))
  const creations = changed.map(({ comment, sql }) => (comment ? `${comment}\n${sql}` : sql))
  if (gone.length + changed.length === 0) return ''
  const create = ['', 'SET LOCAL check_function_bodies = off;', ...creations.map((sql) => `\n${sql}`), '']
  return [...first.map(drop), ...create, ...last.map(drop)].join('\n').trim()
}

const DROP_ORDER = ['trigger', 'view', 'constraint', 'index', 'function', 'type']

/** Tables' keys, unique and plain indexes are schema.prisma's. @param {import('./structure.js').Part} part */
function isOurs({ kind, sql }) {
  if (kind === 'constraint') return / CHECK |DEFERRABLE/.test(sql)
  return kind === 'index' ? / WHERE /.test(sql) : DROP_ORDER.includes(kind)
}

/** `CREATE OR REPLACE` keeps who depends on it, and cannot change what they depend on. @param {{ kind: string, sql: string }} old @param {string} now */
function canReplace({ kind, sql }, now) {
  if (kind === 'view') return true
  if (kind === 'function') return signature(sql) === signature(now)
  return kind === 'trigger' && !sql.startsWith('CREATE CONSTRAINT') && !now.startsWith('CREATE CONSTRAINT')
}

/** @param {string} sql as pg_get_functiondef writes it */
function signature(sql) {
  return sql.slice(0, sql.indexOf('\n LANGUAGE'))
}

/** @param {{ kind: string, name: string, sql: string }} part */
function drop({ kind, name, sql }) {
  const [first, second] = name.split('.')
  if (kind === 'trigger') return `DROP TRIGGER "${second}" ON "${first}";`
  if (kind === 'constraint') return `ALTER TABLE "${first}" DROP CONSTRAINT "${second}";`
  if (kind === 'function') return `DROP FUNCTION "${name}"(${argumentsOf(sql)});`
  return `DROP ${kind.toUpperCase()} "${name}";`
}

/** @param {string} sql */
function argumentsOf(sql) {
  return /FUNCTION [^(]*\(([^)]*)\)/.exec(sql)?.[1] ?? ''
}
