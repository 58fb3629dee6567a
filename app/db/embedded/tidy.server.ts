import type { Pool } from 'pg'
import { broke } from '../guard.server'

const MINUTE_MS = 60_000

/** The embedded database has none of PostgreSQL's background processes, so its log would only ever grow. */
export function keepTidy(pool: Pool) {
  const timers = [repeat(pool, 'CHECKPOINT', 5 * MINUTE_MS), repeat(pool, 'VACUUM (ANALYZE)', 60 * MINUTE_MS)]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

function repeat(pool: Pool, statement: string, everyMs: number) {
  const run = () => pool.query(statement).catch((error) => broke(statement, error))
  return setInterval(run, everyMs).unref()
}
