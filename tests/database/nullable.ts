import type { FieldDef } from 'pg'
import { pool } from '~/db/pool.server'

type Plan = {
  Alias?: string
  'Join Type'?: string
  'Parent Relationship'?: string
  'Relation Name'?: string
  Strategy?: string
  Output?: string[]
  Plans?: Plan[]
}
type Column = { oid: number; number: number; relation: string; column: string }

/** The columns of a statement that the database surely may answer as NULL, by the statement's description and its plan. */
export async function nullableColumns(sql: string, fields: FieldDef[]): Promise<string[]> {
  const [columns, plan] = [await listNullable(), await planOf(sql)]
  const relations = new Map<string, string | undefined>()
  const outer = new Set<string>()
  walk(plan, false)
  return fields.filter((field, index) => mayBeNull(field, plan.Output?.[index] ?? '')).map(({ name }) => name)

  /** Collects what each alias reads, and which stand on the side of a join that may find nothing. */
  function walk(node: Plan, isOuter: boolean) {
    if (node.Alias) relations.set(node.Alias, node['Relation Name'])
    if (node.Alias && isOuter) outer.add(node.Alias)
    const { 'Join Type': join } = node
    for (const child of node.Plans ?? []) {
      const { 'Parent Relationship': side } = child
      const mayMiss =
        join === 'Full' || (join === 'Left' && side === 'Inner') || (join === 'Right' && side === 'Outer')
      walk(child, isOuter || mayMiss)
    }
  }

  function mayBeNull({ tableID, columnID }: FieldDef, output: string) {
    if (columns.some(({ oid, number }) => oid === tableID && number === columnID)) return true
    if (/^\(*NULL::|ELSE NULL::[\w ]+ END\)*$/.test(output)) return true
    // Over no rows an aggregate that is no count is NULL.
    if (plan.Strategy === 'Plain' && /^\(*(sum|min|max|avg|bool_\w+|\w+_agg)\([^()]*\)\)*$/.test(output))
      return true
    const [, alias = '', name] = /^\(*"?(\w+)"?\."?(\w+)"?(?:\)|::[\w ]+)*$/.exec(output) ?? []
    const relation = relations.get(alias)
    return outer.has(alias) || columns.some((each) => each.relation === relation && each.column === name)
  }
}

async function listNullable() {
  const { rows } = await pool.query<Column>(`
    SELECT c.oid::int, a.attnum AS number, c.relname AS relation, a.attname AS column
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attnotnull`)
  return rows
}

/** The plan for whatever its parameters are; nothing of it runs. */
async function planOf(sql: string): Promise<Plan> {
  const client = await pool.connect()
  try {
    const count = Math.max(0, ...[...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)))
    const parameters = count > 0 ? `(${Array(count).fill('NULL').join()})` : ''
    await client.query(`SET plan_cache_mode = force_generic_plan; PREPARE planned AS ${sql}`)
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) EXECUTE planned${parameters}`,
    )
    await client.query('DEALLOCATE planned')
    const [plan] = rows
    if (!plan) throw new Error('no plan was answered')
    return plan['QUERY PLAN'][0].Plan
  } finally {
    client.release(true)
  }
}
