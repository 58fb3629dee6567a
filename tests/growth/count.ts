import pg from 'pg'

export function urlOf(server: string, database: string) {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

export type Cost = { buffers: number; statements: number; wal: number }

const COUNTS = `
  SELECT queryid::text AS id, calls::int AS statements, wal_bytes::float8 AS wal,
    (shared_blks_hit + shared_blks_read + local_blks_hit + local_blks_read + temp_blks_read + temp_blks_written)::float8 AS buffers
  FROM pg_stat_statements(false) WHERE dbid = $1`

const TEXTS = `
  SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 160) AS text, calls::int AS statements,
    (shared_blks_hit + shared_blks_read)::float8 AS buffers
  FROM pg_stat_statements WHERE dbid = $1 ORDER BY 3 DESC LIMIT $2`

const ASKS = `SELECT EXISTS (SELECT FROM pg_stat_statements WHERE dbid = $1 AND position($2 IN query) > 0) AS asks`

/** Once for a server, before any counter of it. */
export async function beginCounting(server: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query('CREATE EXTENSION pg_stat_statements').finally(() => client.end())
}

/** What a database's statements cost, counted by the server itself; what Melt asks by itself meanwhile is left out. */
export async function openCounter(server: string, database: string) {
  const client = new pg.Client({ connectionString: server })
  const inside = new pg.Client({ connectionString: urlOf(server, database) })
  await Promise.all([client.connect(), inside.connect()])
  const { rows } = await client.query<{ oid: number }>('SELECT oid FROM pg_database WHERE datname = $1', [
    database,
  ])
  const oid = rows[0]?.oid
  const idle = new Set<string>()
  const reset = () => client.query('SELECT pg_stat_statements_reset(0, $1, 0)', [oid])

  async function counted() {
    const { rows } = await client.query<Cost & { id: string }>({
      name: 'counts',
      text: COUNTS,
      values: [oid],
    })
    return rows
  }

  return {
    /** After a while in which nobody asked for anything. */
    async leaveOutIdle() {
      for (const { id } of await counted()) idle.add(id)
    },
    async cost(act: () => Promise<unknown>): Promise<Cost> {
      await reset()
      await act()
      const total = { buffers: 0, statements: 0, wal: 0 }
      for (const { id, buffers, statements, wal } of await counted()) {
        if (idle.has(id)) continue
        total.buffers += buffers
        total.statements += statements
        total.wal += wal
      }
      return total
    },
    /** Whether a statement since the last count began names this table. */
    async asks(table: string) {
      const { rows } = await client.query<{ asks: boolean }>(ASKS, [oid, table])
      return rows[0]?.asks === true
    },
    /** The dearest statements since the last count began. */
    async dearest(count: number) {
      const { rows } = await client.query<{ text: string; statements: number; buffers: number }>(TEXTS, [
        oid,
        count,
      ])
      return rows.map(({ text, statements, buffers }) => `${buffers} in ${statements}: ${text}`)
    },
    ids: async (sql: string, values: unknown[]) =>
      (await inside.query<{ id: string }>(sql, values)).rows.map(({ id }) => id),
    close: () => Promise.all([client.end(), inside.end()]),
  }
}

export type Counter = Awaited<ReturnType<typeof openCounter>>
