import { startDatabase, stopDatabase } from '~/db/start.server'
import { settleAdmins } from '~/domain/auth/settle-admins.server'
import { forgetOldWindows } from '~/domain/limits/take.server'
import { eraseOldEvidence } from '~/domain/moderation/erase-evidence.server'
import { env } from '~/env.server'
import { log } from '~/http/log.server'

const TIDY_EVERY_MS = 5 * 60 * 1000

let tidying: NodeJS.Timeout | undefined

/** Opens the database, applies migrations and, with the stand-in, puts the cast on stage. */
export async function start() {
  await startDatabase()
  await settleAdmins()
  if (env.chzzk.sandbox && env.nodeEnv !== 'test') await seedOnce()
  tidying = setInterval(() => {
    forgetOldWindows().catch((error: unknown) => log.warn({ err: error }, 'old limits were not forgotten'))
    eraseOldEvidence().catch((error: unknown) => log.warn({ err: error }, 'old evidence was not erased'))
  }, TIDY_EVERY_MS).unref()
}

export async function stop() {
  clearInterval(tidying)
  await stopDatabase()
}

async function seedOnce() {
  const { seed } = await import('~/seed.server')
  await seed()
}
