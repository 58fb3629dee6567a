import { startDatabase, stopDatabase } from '~/db/start.server'
import { renewDue } from '~/domain/auth/renew-due.server'
import { settleAdmins } from '~/domain/auth/settle-admins.server'
import { pollLives } from '~/domain/broadcast/poll.server'
import { forgetOldWindows } from '~/domain/limits/take.server'
import { eraseOldEvidence } from '~/domain/moderation/erase-evidence.server'
import { env } from '~/env.server'
import { log } from '~/http/log.server'

const EVERY_MS = 5 * 60 * 1000
const FIRST_LOOK_MS = 10_000

const timers: NodeJS.Timeout[] = []

/** Opens the database, applies migrations and, with the stand-in, puts the cast on stage. */
export async function start() {
  await startDatabase()
  await settleAdmins()
  if (env.chzzk.sandbox && env.nodeEnv !== 'test') await seedOnce()
  every(forgetOldWindows, 'old limits were not forgotten')
  every(eraseOldEvidence, 'old evidence was not erased')
  if (env.nodeEnv === 'test') return
  every(renewGrants, 'grants were not renewed')
  const look = every(pollLives, 'the broadcasts were not looked at')
  timers.push(setTimeout(look, FIRST_LOOK_MS).unref())
}

export async function stop() {
  for (const timer of timers.splice(0)) clearInterval(timer)
  await stopDatabase()
}

/** Does it every five minutes, never twice at once; what fails as the process ends is no news. */
function every(act: () => Promise<unknown>, failing: string) {
  let underWay = false
  const round = async () => {
    if (underWay) return
    underWay = true
    try {
      await act()
    } catch (error) {
      if (timers.length > 0) log.warn({ err: error }, failing)
    } finally {
      underWay = false
    }
  }
  timers.push(setInterval(round, EVERY_MS).unref())
  return round
}

/** One line a round, with numbers only. */
async function renewGrants() {
  const told = await renewDue()
  if (told.failed + told.gone > 0) log.warn(told, 'some grants were not renewed')
}

async function seedOnce() {
  const { seed } = await import('~/seed.server')
  await seed()
}
