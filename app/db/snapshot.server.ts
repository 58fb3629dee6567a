import { patientPool, pool } from './pool.server'
import { queryThrough, type TypedQuery } from './query.server'

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
