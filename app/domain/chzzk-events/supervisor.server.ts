import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '~/db/client.server'
import { type MaintainedConnection, maintainConnection, type Release, type Report } from './connection.server'
import type { Intake } from './intake.server'
import {
  acquireLeases,
  LEASE_SECONDS,
  listWatchedChannels,
  recordHeartbeats,
  releaseLeases,
  renewLeases,
} from './lease.server'

const TICK_MS = 3_000
const MARGIN_MS = 3_000
const WATCHDOG_MS = 500
const MAX_HELD = 500
const MAX_PER_TICK = 150
/** An unreachable database or CHZZK must not keep the process from ending. */
const STOP_TIMEOUT_MS = 8_000

type SupervisorOptions = { intake: Intake; report: Report; tickMs?: number }

/** One instance a creator, by lease; a lost lease closes its socket before it expires. `stop` frees all of CHZZK's slots. */
export function startSupervisor({ intake, report, tickMs = TICK_MS }: SupervisorOptions) {
  const holderId = newId()
  const held = new Map<string, MaintainedConnection>()
  const stopping = new AbortController()
  let leasesSureUntilMs = 0

  async function tick() {
    const askedAtMs = performance.now()
    const renewed = await renewLeases(holderId)
    leasesSureUntilMs = askedAtMs + LEASE_SECONDS * 1_000 - MARGIN_MS
    releaseConnections(
      [...held.keys()].filter((id) => !renewed.has(id)),
      'lease_lost',
    )
    const watched = await listWatchedChannels()
    const wanted = new Set(watched.map(({ channelId }) => channelId))
    const unwanted = [...renewed].filter((id) => !wanted.has(id))
    releaseConnections(unwanted, 'closed')
    await releaseLeases(
      holderId,
      unwanted.filter((id) => !held.has(id)),
    )
    const free = watched.filter(({ channelId }) => !held.has(channelId))
    const room = Math.min(MAX_PER_TICK, MAX_HELD - held.size)
    if (free.length > 0 && room > 0) {
      const acquired = await acquireLeases(
        holderId,
        free.map(({ channelId }) => channelId),
        room,
      )
      for (const channel of free) {
        if (acquired.has(channel.channelId))
          held.set(channel.channelId, maintainConnection(channel, { holderId, intake, report }))
      }
    }
    const waiting = intake.waitingSince()
    const heartbeats = [...held.values()].flatMap((connection) => connection.heartbeat() ?? [])
    await recordHeartbeats(heartbeats.map(({ id, heardAt }) => ({ id, heardAt: waiting.get(id) ?? heardAt })))
    // Not waited for: the leases must be renewed however much there is to do.
    intake.process()
  }

  /** No tick waits for this: CHZZK may be slow to close, and until it has, the lease is held. */
  async function releaseConnections(channelIds: string[], why: Release) {
    const released = channelIds.flatMap((id) => held.get(id) ?? [])
    await Promise.all(
      released.map(async (connection) => {
        await connection.release(why)
        if (held.get(connection.channelId) === connection) held.delete(connection.channelId)
      }),
    )
  }

  async function runTicks() {
    while (!stopping.signal.aborted) {
      await tick().catch((error: unknown) => report('', 'internal', error))
      await pause(tickMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  // The clock decides, not the database: it may be what cannot be reached. What arrived while the process slept is read
  // first, which takes one turn: it exists nowhere else. No lease is assumed before a tick has renewed it again.
  const watchdog = setInterval(() => {
    if (held.size === 0 || performance.now() <= leasesSureUntilMs) return
    leasesSureUntilMs = Number.POSITIVE_INFINITY
    setImmediate(() => releaseConnections([...held.keys()], 'lease_lost'))
  }, WATCHDOG_MS)
  const ticking = runTicks()
  async function close() {
    await ticking
    const all = [...held.keys()]
    await releaseConnections(all, 'closed')
    await intake.drain()
    await releaseLeases(holderId, all)
  }
  return async function stop() {
    stopping.abort()
    clearInterval(watchdog)
    const closing = close().catch((error: unknown) => report('', 'internal', error))
    await Promise.race([closing, pause(STOP_TIMEOUT_MS, undefined, { ref: false })])
  }
}
