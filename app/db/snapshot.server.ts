import { pool } from './pool.server'
import { type Ask, askThrough } from './query.server'

/** Several reads of one moment: what is written meanwhile is not seen by any of them. */
export async function inSnapshot<T>(read: (ask: Ask) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const result = await read(askThrough(client))
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}
