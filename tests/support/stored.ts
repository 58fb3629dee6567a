import { afterEach, beforeEach, expect } from 'vitest'
import { afterPoll, deletePublished } from '~/db/outbox.server'
import { pool } from '~/db/pool.server'

/** Which ids something happened to, for the minutes until `deletePublished`. */
const PUBLISHED = 'outbox'
/** Brought up to the day by whoever asks for a figure (prisma/functions/ranges.sql), from what other tables say. */
const DERIVED = ['channel_ranges', 'user_channel_ranges']
/** Who is signed in, which login was used and how often somebody asked are no part of what Melt keeps of people. */
const PASSING = ['sessions', 'spent_newcomers', 'rate_limits', PUBLISHED, '_prisma_migrations', ...DERIVED]

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
  await forgetPublished()
  const telling = await Promise.all(
    (await tables([])).map(async (name) => {
      const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`)
      return rows.some(({ row }) => texts.some((text) => row.includes(text))) ? [name] : []
    }),
  )
  return telling.flat()
}

/** As minutes pass: the outbox keeps ids of channels only until every instance has read them, and whoever began before has ended. */
async function forgetPublished() {
  await new Promise(afterPoll)
  const emptied = async () => {
    await deletePublished()
    const { rowCount } = await pool.query('SELECT FROM outbox LIMIT 1')
    return rowCount
  }
  await expect.poll(emptied, { timeout: 20_000 }).toBe(0)
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
