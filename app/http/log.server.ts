import pino from 'pino'
import { codeOf, unavailable } from '~/domain/core/unavailable.server'
import { env } from '~/env.server'

export const logOptions = {
  level: env.logLevel,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  // PostgreSQL's detail of a refused row is that row, words and all; what was refused is in the error's message.
  redact: { paths: ['err.meta.driverAdapterError', 'err.cause.detail'], remove: true },
} satisfies pino.LoggerOptions

/** Structured logs: paths without their query, ids, statuses; never texts, tokens or cookies. */
export const log = pino(logOptions)

/** An error as the log tells it: where the database or a disk failed its code says all, and a stack of ours leads nowhere. */
export const toLogFields = (error: unknown) => (unavailable(error) ? { code: codeOf(error) } : { err: error })
