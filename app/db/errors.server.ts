type Told = {
  code?: unknown
  errorCode?: unknown
  originalCode?: unknown
  kind?: unknown
  message?: unknown
  cause?: unknown
  meta?: { driverAdapterError?: unknown }
}

/** SQLSTATEs, Prisma's codes and the network's: the database is away, is busy beyond its limits, or stopped a statement. */
const UNAVAILABLE = new RegExp(
  '^(?:08\\w{3}|53\\w{3}|57P0\\d|57014|55P03|25P03|58030|P10(?:01|02|08|11|17)|P20(?:24|28)|' +
    'ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|' +
    'DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$',
)
/** What pg and its pool say without any code. */
const UNAVAILABLE_WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (?:has encountered a connection error|was closed)|Cannot use a pool after calling end)/
const DISK_FULL = /^(?:53100|ENOSPC|EDQUOT)$/
const STILL_REFERENCED = /23001|23503|P2003|foreign key constraint/i
const DEADLOCK = /40P01|deadlock/

export type DatabaseTrouble = 'disk_full' | 'unavailable' | 'deadlock'

/** What of an error is the database's own trouble and no mistake of ours; null for everything else. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const causes = [...chain(error)]
  const codes = causes.flatMap(codesOf)
  if (codes.some((code) => DISK_FULL.test(code))) return 'disk_full'
  if (causes.some(({ message }) => typeof message === 'string' && DEADLOCK.test(message))) return 'deadlock'
  if (codes.some((code) => UNAVAILABLE.test(code))) return 'unavailable'
  return causes.some(({ message }) => typeof message === 'string' && UNAVAILABLE_WORDS.test(message))
    ? 'unavailable'
    : null
}

/** Whether the database kept a row because another table references it. */
export function isStillReferenced(error: unknown): boolean {
  return [...chain(error)].some((cause) =>
    [...codesOf(cause), String(cause.message)].some((text) => STILL_REFERENCED.test(text)),
  )
}

/** The code that says most of an error, for a line of the log; never its words, which may be somebody's. */
export function codeOf(error: unknown): string {
  const causes = [...chain(error)]
  const sql = causes.find(({ originalCode }) => typeof originalCode === 'string')?.originalCode
  if (typeof sql === 'string') return sql
  const words = causes.map(({ message }) => UNAVAILABLE_WORDS.exec(String(message))?.[0])
  return causes.flatMap(codesOf)[0] ?? words.find((text) => text !== undefined) ?? 'unknown'
}

function codesOf({ code, errorCode, originalCode, kind }: Told): string[] {
  return [originalCode, code, errorCode, kind].filter((each) => typeof each === 'string')
}

/** An error, what Prisma wraps in it, and what caused it. */
function* chain(error: unknown, depth = 0): Generator<Told> {
  if (typeof error !== 'object' || error === null || depth > 8) return
  const told = error as Told
  yield told
  yield* chain(told.meta?.driverAdapterError, depth + 1)
  yield* chain(told.cause, depth + 1)
  if (error instanceof AggregateError) for (const each of error.errors) yield* chain(each, depth + 1)
}
