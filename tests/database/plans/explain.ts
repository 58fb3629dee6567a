import type pg from 'pg'

type Node = {
  'Node Type': string
  'Total Cost': number
  'Relation Name'?: string
  'Actual Loops': number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}
type Mode = 'force_generic_plan' | 'force_custom_plan'

/** Past five executions PostgreSQL keeps the plan for whatever the parameters are, or plans each anew. */
const EXECUTIONS = 7

export type Planned = {
  generic: number
  custom: number
  scanned: string[]
  /** What PostgreSQL expects of both. */
  expected: string
  /** After so many executions with these values, as the application's connections see them. */
  settlesOnGeneric: boolean
}

/** Buffers of a statement under the plan for any parameters and under the one for these; nothing that it writes stays. */
export async function explain(
  client: pg.Client,
  name: string,
  text: string,
  values: unknown[],
): Promise<Planned> {
  await client.query('BEGIN')
  try {
    for (let n = 0; n < EXECUTIONS; n++) await client.query({ name, text, values })
    const { rows } = await client.query<{ settled: boolean }>(
      'SELECT generic_plans > 0 AS settled FROM pg_prepared_statements WHERE name = $1',
      [name],
    )
    const generic = await planOf(client, 'force_generic_plan', name, values)
    const custom = await planOf(client, 'force_custom_plan', name, values)
    return {
      generic: buffersOf(generic),
      custom: buffersOf(custom),
      expected: `${generic['Total Cost']} and ${custom['Total Cost']}`,
      scanned: [...new Set([...scannedBy(generic), ...scannedBy(custom)])],
      settlesOnGeneric: rows[0]?.settled ?? false,
    }
  } finally {
    await client.query('ROLLBACK')
  }
}

/** The second time: what is only read once a connection is not what it costs. */
async function planOf(client: pg.Client, mode: Mode, name: string, values: unknown[]): Promise<Node> {
  const given = values.length > 0 ? `(${values.map((value) => literal(client, value)).join(', ')})` : ''
  const sql = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE "${name}"${given}`
  await client.query(`SET LOCAL plan_cache_mode = ${mode}`)
  await client.query(sql)
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(sql)
  const [plan] = rows[0]?.['QUERY PLAN'] ?? []
  if (!plan) throw new Error(`${name} has no plan`)
  return plan.Plan
}

function literal(client: pg.Client, value: unknown): string {
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return client.escapeLiteral(`{${value.join(',')}}`)
  return client.escapeLiteral(value instanceof Date ? value.toISOString() : String(value))
}

const buffersOf = (node: Node) => node['Shared Hit Blocks'] + node['Shared Read Blocks']

/** The tables that were really read from one end to the other. */
function scannedBy(node: Node): string[] {
  const own =
    node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0 ? [node['Relation Name'] ?? ''] : []
  return [...own, ...(node.Plans ?? []).flatMap(scannedBy)]
}
