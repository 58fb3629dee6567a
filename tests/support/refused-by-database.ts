import type { ClientBase, DatabaseError } from 'pg'
import { pool } from '~/db/pool.server'

export type Sql = [text: string, values?: unknown[]]

/** The name of the constraint by which the database refuses a transaction; it changes nothing either way. */
export async function refusal(...statements: Sql[]): Promise<string | undefined> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    for (const [text, values] of statements) await client.query(text, values)
    await client.query('SET CONSTRAINTS ALL IMMEDIATE')
    return 'nothing was refused'
  } catch (error) {
    return (error as DatabaseError).constraint ?? String(error)
  } finally {
    await rollBack(client)
  }
}

const rollBack = async (client: ClientBase & { release(): void }) => {
  await client.query('ROLLBACK')
  client.release()
}

export type Columns = Record<string, unknown>
export function insert(table: string, columns: Columns): Sql {
  const names = Object.keys(columns)
  return [
    `INSERT INTO ${table} (${names}) VALUES (${names.map((_, n) => `$${n + 1}`)})`,
    Object.values(columns),
  ]
}
