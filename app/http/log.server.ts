import pino from 'pino'
import { env } from '~/env.server'

/** Structured logs: paths without their query, ids, statuses; never texts, tokens or cookies. */
export const log = pino({ level: env.logLevel, base: undefined, timestamp: pino.stdTimeFunctions.isoTime })
