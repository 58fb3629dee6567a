type ErrorLike = {
  code?: unknown
  errorCode?: unknown
  originalCode?: unknown
  kind?: unknown
  message?: unknown
  cause?: unknown
  meta?: { driverAdapterError?: unknown }
}

const UNAVAILABLE = new RegExp(
  '^(?:08\\w{3}|53\\w{3}|57P0\\d|57014|55P03|25P03|58030|P10(?:01|02|08|11|17)|P20(?:24|28)|' +
    'ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|' +
    'DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$',
)
const UNAVAILABLE_WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (?:has encountered a connection error|was closed)|Cannot use a pool after calling end)/
const DISK_FULL = /^(?:53100|ENOSPC|EDQUOT)$/
const STILL_REFERENCED = /23001|23503|P2003|foreign key constraint/i
const DEADLOCK = /40P01|deadlock/
/** prisma/functions/accounts.sql stops what a deleted account starts. */
const ACCOUNT_DELETED = /is of somebody who has not agreed|users_login_needs_agreement/
const REFUSED = /^2[23]\w{3}$/

export type DatabaseTrouble = 'account_deleted' | 'disk_full' | 'unavailable' | 'deadlock'

const REMEMBERED_MS = 10_000

let fullAt = Number.NEGATIVE_INFINITY

/** Whether a disk was full a moment ago, where it was asked for its room or not. */
export const wasDiskFull = () => performance.now() - fullAt < REMEMBERED_MS

/** What of an error is no mistake of ours; null for everything else (docs/decisions/0022-when-the-database-fails.md). */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const causes = [...chain(error)]
  const codes = causes.flatMap(codesOf)
  const says = (words: RegExp) =>
    causes.some(({ message }) => typeof message === 'string' && words.test(message))
  if (says(ACCOUNT_DELETED)) return 'account_deleted'
  if (codes.some((code) => DISK_FULL.test(code))) {
    fullAt = performance.now()
    return 'disk_full'
  }
  if (says(DEADLOCK)) return 'deadlock'
  if (codes.some((code) => UNAVAILABLE.test(code)) || says(UNAVAILABLE_WORDS)) return 'unavailable'
  return null
}

/** Whether it refused what was written. Of a raw statement Prisma has one code for all, so only the server's own counts. */
export function isRefusedByDatabase(error: unknown): boolean {
  return [...chain(error)].some(
    ({ originalCode }) => typeof originalCode === 'string' && REFUSED.test(originalCode),
  )
}

export function isStillReferenced(error: unknown): boolean {
  return [...chain(error)].some((cause) =>
    [...codesOf(cause), String(cause.message)].some((text) => STILL_REFERENCED.test(text)),
  )
}

/** For a line of the log: never the error's words, which may be somebody's. */
export function codeOf(error: unknown): string {
  const causes = [...chain(error)]
  const sql = causes.find(({ originalCode }) => typeof originalCode === 'string')?.originalCode
  if (typeof sql === 'string') return sql
  const words = causes.map(({ message }) => UNAVAILABLE_WORDS.exec(String(message))?.[0])
  return causes.flatMap(codesOf)[0] ?? words.find((text) => text !== undefined) ?? 'unknown'
}

function codesOf({ code, errorCode, originalCode, kind }: ErrorLike): string[] {
  return [originalCode, code, errorCode, kind].filter((each) => typeof each === 'string')
}

function* chain(error: unknown, depth = 0): Generator<ErrorLike> {
  if (typeof error !== 'object' || error === null || depth > 8) return
  const like = error as ErrorLike
  yield like
  yield* chain(like.meta?.driverAdapterError, depth + 1)
  yield* chain(like.cause, depth + 1)
  if (error instanceof AggregateError) for (const each of error.errors) yield* chain(each, depth + 1)
}
