import type { QueryResultRow } from 'pg'
import { pool } from './pool.server'

/** One typed SQL for a hot read, prepared once a connection under its name. */
export async function query<Row extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await pool.query<Row>({ name, text, values })
  return rows
}
