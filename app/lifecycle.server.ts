import type { Server } from 'node:http'
import { deletePublished, onChanges } from '~/db/outbox.server'
import { setBrokenReport, startDatabase, stopDatabase } from '~/db/start.server'
import { eraseLater } from '~/domain/account/erase.server'
import { foldCounters } from '~/domain/admin/figures.server'
import { renewDue } from '~/domain/auth/access-token.server'
import { demoteFormerAdmins } from '~/domain/auth/login.server'
import { deleteExpiredLogins } from '~/domain/auth/session.server'
import { settleBadges } from '~/domain/badges/settle.server'
import { pollLives } from '~/domain/broadcast/on-air.server'
import { dropWithoutGrant } from '~/domain/channels/auto-confirm.server'
import { openIntake } from '~/domain/chzzk-events/intake.server'
import { countUnreadable, erasePayloads } from '~/domain/chzzk-events/process.server'
import { startSupervisor } from '~/domain/chzzk-events/supervisor.server'
import { codeOf } from '~/domain/core/database-refusal.server'
import { onJobs, runJobs } from '~/domain/core/jobs.server'
import { removeDueFiles } from '~/domain/files/stored-file.server'
import { eraseOldEvidence } from '~/domain/moderation/resolve.server'
import { announcePost, deleteOldNotifications } from '~/domain/notifications/announce.server'
import { deliverNotifications } from '~/domain/notifications/deliver.server'
import { onWitnessChange } from '~/domain/proofs/witness-states.server'
import { deleteExpiredWindows } from '~/domain/rate-limits/consume.server'
import { applyLater, undoLater } from '~/domain/statements/apply.server'
import { checkWanted } from '~/domain/stats/checks.server'
import { endStreams } from '~/http/event-stream.server'
import { renderNotification } from '~/http/rendered-notifications.server'
import { log, onceAMinute, toLogFields } from '~/http/server/log.server'
import { env } from './env.server'
import { reportWitness, signLedgers } from './sign-ledgers.server'

const EVERY_MS = 5 * 60 * 1000
const FIRST_POLL_MS = 10_000
const JOBS_EVERY_MS = 10_000

const timers: NodeJS.Timeout[] = []
let stopSupervisor: () => Promise<void> = async () => undefined
let workStopped: Promise<void> | undefined
let isEnding = false

export async function start() {
  const broken = onceAMinute('connections to the database broke')
  setBrokenReport((what, error) => broken(`${what}: ${codeOf(error)}`))
  isEnding = false
  await startDatabase()
  await demoteFormerAdmins()
  if (env.chzzk.sandbox && env.nodeEnv !== 'test') await seedOnce()
  startJobs()
  if (env.nodeEnv !== 'test') startDeliveries()
  if (env.nodeEnv === 'test') return
  every(deleteExpiredWindows, 'old limits were not forgotten')
  every(deletePublished, 'the outbox was not emptied')
  every(foldCounters, 'the counters were not folded')
  every(deleteExpiredLogins, 'sessions that are over were not deleted')
  every(deleteOldNotifications, 'old notices were not deleted')
  every(eraseOldEvidence, 'old evidence was not erased')
  every(erasePayloads, 'old events were not erased')
  every(removeFiles, 'files that are due were not removed')
  every(checkFigures, 'figures were not compared with their rows')
  every(renewGrants, 'grants were not renewed')
  every(dropWithoutGrant, 'grants that are gone were not looked for')
  every(reportUnreadable, 'unreadable events were not counted')
  onWitnessChange(reportWitness)
  every(signLedgers, 'the ledgers were not signed')
  const poll = every(pollLives, 'the broadcasts were not looked at')
  timers.push(setTimeout(poll, FIRST_POLL_MS).unref())
  stopSupervisor = startChzzkEvents()
}

/** At once where an act leaves a job; every ten seconds those that another instance left as it died. */
function startJobs() {
  const running = {
    batches: {
      settle_badges: settleBadges,
      delete_account: eraseLater,
      apply_statement: applyLater,
      undo_statement: undoLater,
      announce_post: announcePost,
    },
    report: ({ id, kind }: { id: string; kind: string }, error: unknown) =>
      log.warn({ job: id, kind, ...toLogFields(error) }, 'a job failed'),
    goesOn: () => !isEnding,
  }
  const run = onceAtATime(() => runJobs(running), 'jobs were not gone on with', { again: true })
  onJobs(run)
  if (env.nodeEnv === 'test') return
  timers.push(setInterval(run, JOBS_EVERY_MS).unref())
  void run()
}

/** At once where an act left one to be sent; every ten seconds what is due again, or after somebody's quiet hours. */
function startDeliveries() {
  const delivering = { write: renderNotification, goesOn: () => !isEnding }
  const run = onceAtATime(() => deliverNotifications(delivering), 'notices were not sent', { again: true })
  onChanges((topics) => {
    if (topics === null || topics.includes('notices')) void run()
  })
  timers.push(setInterval(run, JOBS_EVERY_MS).unref())
}

function startChzzkEvents() {
  const trouble = onceAMinute('connections to CHZZK are in trouble')
  const lost = onceAMinute('donation events wait')
  const intake = openIntake((what, error) => lost(what, error))
  return startSupervisor({ intake, report: (_channelId, why, error) => trouble(why, error) })
}

/** The sandbox is loaded only where it is on. Returns what closes every socket. */
export async function openSockets(server: Server): Promise<() => void> {
  if (!env.chzzk.sandbox) return () => undefined
  const { serveEventSocket } = await import('~/chzzk/sandbox/socket.server')
  return serveEventSocket(server)
}

/** Ends streams and CHZZK's connections while requests are still answered. */
export function endWork() {
  endStreams()
  void stopWork()
}

function stopWork(): Promise<void> {
  isEnding = true
  for (const timer of timers.splice(0)) clearInterval(timer)
  workStopped ??= stopSupervisor()
  return workStopped
}

export async function stop() {
  await stopWork()
  await stopDatabase()
}

function every(act: () => Promise<unknown>, failing: string) {
  const round = onceAtATime(act, failing)
  timers.push(setInterval(round, EVERY_MS).unref())
  return round
}

/** With `again`, asked for meanwhile it runs once more. What fails as the process ends is not logged, and what fails again within a minute only once. */
function onceAtATime(act: () => Promise<unknown>, failing: string, { again = false } = {}) {
  const report = onceAMinute(failing)
  let [underWay, isWanted] = [false, false]
  return async () => {
    isWanted = again
    if (underWay) return
    underWay = true
    try {
      do {
        isWanted = false
        await act()
      } while (isWanted && timers.length > 0)
    } catch (error) {
      if (timers.length > 0) report('failed', error)
    } finally {
      underWay = false
    }
  }
}

async function renewGrants() {
  const counts = await renewDue()
  if (counts.failed + counts.gone > 0) log.warn(counts, 'some grants were not renewed')
}

async function checkFigures() {
  for (const found of await checkWanted()) log.error(found, 'the figures of a channel do not fit their rows')
}

/** The log never gets what CHZZK wrote. */
async function reportUnreadable() {
  const unreadable = await countUnreadable(new Date(Date.now() - EVERY_MS))
  if (unreadable > 0) log.warn({ unreadable }, 'some donation events could not be read and count nothing')
}

/** The log never gets a key, which would be a way to the file. */
async function removeFiles() {
  const counts = await removeDueFiles()
  if (counts.failed > 0) log.warn(counts, 'some files were not removed')
}

async function seedOnce() {
  const { seed } = await import('~/seed.server')
  await seed()
}
