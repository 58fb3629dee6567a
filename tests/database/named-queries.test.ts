import path from 'node:path'
import type { Connection, FieldDef, Submittable } from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { pool } from '~/db/pool.server'
import { useDatabase } from '../support/database'
import { type Kind, type NamedQuery, readNamedQueries } from './named-queries'
import { nullableColumns } from './nullable'

// The whole of app is read by the compiler here.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

useDatabase()

const { queries, unread } = readNamedQueries()
const kinds = new Map<number, Kind>()

beforeAll(async () => {
  const { rows } = await pool.query<{ oid: number; typname: string; typtype: string; typcategory: string }>(
    'SELECT oid::int, typname, typtype, typcategory FROM pg_type',
  )
  for (const { oid, typname, typtype, typcategory } of rows) {
    const kind = typtype === 'e' ? 'string' : (NAMED[typname] ?? CATEGORIES[typcategory])
    if (kind) kinds.set(oid, kind)
  }
})

const NAMED: Record<string, Kind> = {
  timestamptz: 'date',
  timestamp: 'date',
  uuid: 'string',
  json: 'object',
  jsonb: 'object',
}
const CATEGORIES: Record<string, Kind> = { N: 'number', S: 'string', B: 'boolean', A: 'array' }

/** Asks the server what a statement answers, without running it. */
async function describe(sql: string): Promise<FieldDef[]> {
  const client = await pool.connect()
  try {
    return await new Promise((resolve, reject) => {
      let fields: FieldDef[] = []
      const statement = {
        submit(connection: Connection) {
          connection.parse({ name: '', text: sql, types: [] }, true)
          connection.describe({ type: 'S', name: '' }, true)
          connection.sync()
        },
        handleRowDescription: (message: { fields: FieldDef[] }) => {
          fields = message.fields
        },
        // After an error pg hands over nothing more.
        handleError: reject,
        handleReadyForQuery: () => resolve(fields),
      }
      client.query(statement as unknown as Submittable)
    })
  } finally {
    client.release()
  }
}

/** How app/db/client.server.ts and Prisma hand over what has another shape than its column. */
function readAs({ through }: NamedQuery, { dataTypeID }: FieldDef): Kind {
  if (dataTypeID === 20) return through === 'query' ? 'number' : 'bigint'
  if (dataTypeID === 1082) return through === 'query' ? 'string' : 'date'
  if (dataTypeID === 1700) return through === 'query' ? 'string' : 'object'
  return kinds.get(dataTypeID) ?? 'unknown'
}

const fits = (answered: Kind, read: Kind | undefined) =>
  read === answered || (answered === 'object' && (read === 'array' || read === 'unknown'))

/** Columns, by their query or its file, that may be NULL where they are read from, and why they are not in the answer. */
const NEVER_NULL: Record<string, string> = {
  'asked.server.ts id': 'compared with the ids that are asked about',
  'batch.server.ts donorId': 'joined with a donor by equality',
  'lease.server.ts ownerId': 'asked for with owner_id IS NOT NULL',
  'undo-lines.server.ts amountCheese': 'of a donation that a statement confirmed',
  'coupons_mine claimedAt': 'compared with a cursor',
}
const needed = new Set<string>()

test.each(queries.map((query) => [`${query.name || '$queryRaw'} (${query.at})`, query] as const))(
  '%s',
  async (_, query) => {
    const fields = await describe(query.sql)
    const names = fields.map(({ name }) => name)
    expect(Object.keys(query.columns).filter((name) => !names.includes(name))).toEqual([])
    const wrong = fields.filter(
      (field) => field.name in query.columns && !fits(readAs(query, field), query.columns[field.name]?.kind),
    )
    expect(
      wrong.map(
        (field) => `${field.name}: ${readAs(query, field)}, read as ${query.columns[field.name]?.kind}`,
      ),
    ).toEqual([])
    const nullable = await nullableColumns(query.sql, fields)
    const unguarded = nullable.filter((name) => query.columns[name]?.mayBeNull === false)
    const from = query.name || path.basename(query.at.replace(/:\d+$/, ''))
    const known = unguarded.map((name) => `${from} ${name}`)
    for (const name of known) needed.add(name)
    expect(known.filter((name) => !(name in NEVER_NULL))).toEqual([])
  },
)

test('every one is read, and no exception outlives what it excuses', () => {
  expect(queries.length).toBeGreaterThan(100)
  expect(unread.map(({ at, why }) => `${at}: ${why}`)).toEqual([])
  expect(Object.keys(NEVER_NULL).filter((name) => !needed.has(name))).toEqual([])
})
