import { afterEach, beforeEach, expect } from 'vitest'
import { pool } from '~/db/pool.server'

/** Who is signed in, which login was used and how often somebody asked are no part of what Melt keeps of people. */
const PASSING = ['sessions', 'spent_newcomers', 'rate_limits', '_prisma_migrations']

/** Every table that keeps something, with how many rows it has and a checksum over all of them. */
export async function stored(): Promise<Record<string, string>> {
  const names = await tables()
  const counts = names.map(
    (name) => `SELECT '${name}' AS name, count(*) || ':' ||
      coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') AS content FROM "${name}" t`,
  )
  const { rows } = await pool.query<{ name: string; content: string }>(counts.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]))
}

/** The tables, sessions included, in which one of these texts can be read. */
export async function tablesHolding(texts: string[]): Promise<string[]> {
  const telling = await Promise.all(
    (await tables([])).map(async (name) => {
      const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`)
      return rows.some(({ row }) => texts.some((text) => row.includes(text))) ? [name] : []
    }),
  )
  return telling.flat()
}

async function tables(without = PASSING) {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1) ORDER BY 1`,
    [without],
  )
  return rows.map(({ name }) => name)
}

/** For tests of what is refused: each leaves everything stored as it was. */
export function useNothingWritten() {
  let before: Record<string, string> | undefined
  beforeEach(async () => {
    before ??= await stored()
  })
  afterEach(async () => {
    const [earlier, now] = [before, await stored()]
    before = now
    expect(now, 'what was refused wrote nothing').toEqual(earlier)
  })
}
