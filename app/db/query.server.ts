import pg from 'pg'
import { isEmbedded, patientPool, pool } from './pool.server'

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

/** A typed SQL and its rows. */
export type TypedQuery = <Row extends object>(
  name: string,
  text: string,
  values?: unknown[],
) => Promise<Row[]>

/**
 * One typed SQL for a hot read. The name belongs to the text: PostgreSQL plans it once per connection. The embedded
 * database keeps names beyond a connection, so there it goes without.
 */
export const query: TypedQuery = queryThrough(pool)

/** The same through one connection. */
function queryThrough(through: pg.Pool | pg.PoolClient): TypedQuery {
  return async <Row extends object>(name: string, text: string, values: unknown[] = []) => {
    const statement = { text, values, types }
    const { rows } = await through.query<Row>(isEmbedded ? statement : { ...statement, name })
    return rows
  }
}

/** Several reads of one moment: what is written meanwhile is not seen by any of them. */
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

/** The same for what compares whole tables, in as much time as that takes. */
export function inPatientSnapshot<T>(read: (ask: TypedQuery) => Promise<T>): Promise<T> {
  return inSnapshot(read, patientPool)
}
