import type { ClientBase } from 'pg'
import { pool } from '~/db/pool.server'

/** What a database has in it that nobody has used yet. */
let fresh: Map<string, string> | undefined

/** Leaves in the database of this process what its migrations wrote, whatever the test files before this one did. */
export async function emptyDatabase() {
  const client = await pool.connect()
  try {
    if (fresh) await emptyTables(client, fresh)
    else fresh = await fullTables(client)
  } finally {
    client.release()
  }
}

/** In the role of a replica no trigger keeps what may only grow, and no table waits for another. */
async function emptyTables(client: ClientBase, kept: Map<string, string>) {
  const full = await fullTables(client)
  const statements = [...full.keys()].map((name) => `DELETE FROM "${name}";`)
  await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statements.join(' ')}`)
  for (const [name, rows] of kept)
    await client.query(`INSERT INTO "${name}" SELECT * FROM json_populate_recordset(NULL::"${name}", $1)`, [
      rows,
    ])
  await client.query("INSERT INTO outbox (topic) VALUES ('page *'); COMMIT")
}

/** The rows of every table that has some, as JSON. */
async function fullTables(client: ClientBase) {
  const { rows: names } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  )
  const reads = names.map(
    ({ name }) => `SELECT '${name}' AS name, json_agg(t)::text AS rows FROM "${name}" t`,
  )
  const { rows: tables } = await client.query<{ name: string; rows: string | null }>(
    reads.join(' UNION ALL '),
  )
  return new Map(tables.flatMap(({ name, rows }) => (rows ? [[name, rows] as const] : [])))
}
