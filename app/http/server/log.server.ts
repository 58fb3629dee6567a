import pino from 'pino'
import { codeOf, databaseRefusal } from '~/domain/core/database-refusal.server'
import { env } from '~/env.server'

export const logOptions = {
  level: env.logLevel,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  // PostgreSQL's detail of a refused row is that row, words and all.
  redact: { paths: ['err.meta.driverAdapterError', 'err.cause.detail'], remove: true },
} satisfies pino.LoggerOptions

/** Paths without their query, ids, statuses; never texts, tokens or cookies. */
export const log = pino(logOptions)

/** Where the database or a disk failed, its code alone. */
export const toLogFields = (error: unknown) =>
  databaseRefusal(error) ? { code: codeOf(error) } : { err: error }

const MINUTE_MS = 60_000

/** The first at once, then at most a line a minute with what was counted since, and the latest error. */
export function onceAMinute(line: string) {
  let counted: Record<string, number> = {}
  let latest: unknown
  let quietUntil = 0
  let waiting: NodeJS.Timeout | undefined
  const flush = () => {
    waiting = undefined
    quietUntil = Date.now() + MINUTE_MS
    log.warn({ ...counted, ...(latest ? toLogFields(latest) : {}) }, line)
    counted = {}
    latest = undefined
  }
  return (why: string, error?: unknown) => {
    counted[why] = (counted[why] ?? 0) + 1
    latest = error ?? latest
    if (Date.now() >= quietUntil && !waiting) flush()
    else waiting ??= setTimeout(flush, quietUntil - Date.now()).unref()
  }
}
