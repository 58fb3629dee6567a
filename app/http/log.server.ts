import pino from 'pino'
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
