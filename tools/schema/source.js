// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A statement of prisma/functions: what it makes, and its text with the comment above it. What is none of the known kinds
 * ("other") says only how the database differs from what schema.prisma can say, and is never put into a migration by itself.
 *
 * @typedef {'type' | 'function' | 'view' | 'constraint' | 'index' | 'trigger' | 'other'} Kind
 * @typedef {{ kind: Kind, name: string, file: string, comment: string, sql: string }} Statement
 */

export const FUNCTIONS = path.resolve('prisma/functions')

/** In the order in which an empty database can take them. @type {Kind[]} */
const ORDER = ['other', 'type', 'function', 'view', 'constraint', 'index', 'trigger']

/** @type {[Kind, RegExp][]} */
const PATTERNS = [
  ['type', /^CREATE TYPE "?(?<name>\w+)/],
  ['function', /^CREATE OR REPLACE FUNCTION "?(?<name>\w+)/],
  ['view', /^CREATE OR REPLACE VIEW "?(?<name>\w+)/],
  ['constraint', /^ALTER TABLE "?(?<table>\w+)"?\s+ADD CONSTRAINT "?(?<name>\w+)/],
  ['index', /^CREATE (?:UNIQUE )?INDEX "?(?<name>\w+)/],
  ['trigger', /^CREATE (?:OR REPLACE |CONSTRAINT )TRIGGER "?(?<name>\w+)[^;]*?\sON "?(?<table>\w+)/],
]

/** Every statement of the source, in the order in which an empty database can take them. */
export function readSource(folder = FUNCTIONS) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const statements = files
    .sort()
    .flatMap((file) => parse(file, readFileSync(path.join(folder, file), 'utf8')))
  return statements.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

/** @param {string} file @param {string} text @returns {Statement[]} */
function parse(file, text) {
  return split(text).map((whole) => {
    const comment = /^(?:--.*\n|\s*\n)*/.exec(whole)?.[0] ?? ''
    const sql = whole.slice(comment.length)
    for (const [kind, pattern] of PATTERNS) {
      const { table, name } = pattern.exec(sql)?.groups ?? {}
      if (name) return { kind, name: table ? `${table}.${name}` : name, file, comment: lastOf(comment), sql }
    }
    return { kind: /** @type {const} */ ('other'), name: sql, file, comment: lastOf(comment), sql }
  })
}

/** The paragraph that touches the statement; what stands apart from it speaks of the file. @param {string} comment */
function lastOf(comment) {
  return (
    comment
      .split(/\n\s*\n/)
      .at(-1)
      ?.trim() ?? ''
  )
}

const TOKEN = /--.*|'(?:[^']|'')*'|\$\$[\s\S]*?\$\$|;/g

/** @param {string} text */
function split(text) {
  const statements = []
  let from = 0
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token !== ';') continue
    statements.push(text.slice(from, index + 1).trim())
    from = index + 1
  }
  if (text.slice(from).replace(/--.*/g, '').trim())
    throw new Error(`A statement without an end: ${text.slice(from)}`)
  return statements
}
