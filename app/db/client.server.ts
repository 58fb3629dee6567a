import { randomBytes } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '#prisma'
import { isEmbedded, patientPool, pool } from './pool.server'

declare global {
  var meltPrisma: PrismaClient | undefined
  var meltPatientPrisma: PrismaClient | undefined
}

/** A place in the pool and what follows are both waited for: together under the 15 s within which people are answered. */
function createClient() {
  return new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: isEmbedded
      ? { maxWait: 10_000, timeout: 12_000 }
      : { maxWait: 5_000, timeout: 9_500 },
  })
}

/** Inside `db.$transaction(async (tx) => …)` use only `tx`: the embedded database has one connection to give. */
globalThis.meltPrisma ??= createClient()
export const db = globalThis.meltPrisma

export function patientDb(): PrismaClient {
  if (isEmbedded) return db
  globalThis.meltPatientPrisma ??= new PrismaClient({
    adapter: new PrismaPg(patientPool),
    transactionOptions: { maxWait: 5_000 },
  })
  return globalThis.meltPatientPrisma
}

export async function disconnect() {
  await Promise.all([db.$disconnect(), globalThis.meltPatientPrisma?.$disconnect()])
}

export type Tx = Prisma.TransactionClient

/** Locks are taken in this order only: channel, ledger, user, message (docs/ledger.md §2). Rows that only point at the channel do not wait for it. */
export async function lockChannel(tx: Tx, channelId: string) {
  await tx.$queryRaw`SELECT id FROM channels WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
}

export async function lockUser(tx: Tx, userId: string) {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`user ${userId}`}, 0))::text`
}

/** Many rows as one JSON value: Prisma's own bulk insert costs the process several times what the database does. */
export async function insertMany(
  tx: Tx,
  table:
    | 'donation_events'
    | 'donation_entries'
    | 'messages'
    | 'log_leaves'
    | 'log_nodes'
    | 'statement_lines'
    | 'statement_refused_rows',
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(', ')
  await tx.$executeRawUnsafe(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`,
    JSON.stringify(rows),
  )
}

export function newId(now = Date.now()) {
  const hex = now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

const { INT8, DATE } = pg.types.builtins

/** Counts and sums arrive as numbers, days as 'YYYY-MM-DD' instead of an instant in the server's own zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return safeInteger
    if (oid === DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

function safeInteger(text: string) {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number`)
  return value
}

export type TypedQuery = <Row extends object>(
  name: string,
  text: string,
  values?: unknown[],
) => Promise<Row[]>

/** One SQL for a hot read, planned once a connection; the embedded database keeps names beyond one, so it gets none. */
export const query: TypedQuery = queryThrough(pool)

function queryThrough(through: pg.Pool | pg.PoolClient): TypedQuery {
  return async <Row extends object>(name: string, text: string, values: unknown[] = []) => {
    const statement = { text, values, types }
    const { rows } = await through.query<Row>(isEmbedded ? statement : { ...statement, name })
    return rows
  }
}

export async function inSnapshot<T>(read: (ask: TypedQuery) => Promise<T>, from = pool): Promise<T> {
  const client = await from.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const result = await read(queryThrough(client))
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}

export function inPatientSnapshot<T>(read: (ask: TypedQuery) => Promise<T>): Promise<T> {
  return inSnapshot(read, patientPool)
}
