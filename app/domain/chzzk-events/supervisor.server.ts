import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '~/db/new-id.server'
import { type HeldConnection, keepConnected, type Release, type Report } from './connection.server'
import { markHeard } from './connection-log.server'
import type { Intake } from './intake.server'
import { acquireLeases, LEASE_SECONDS, listWatchedChannels, releaseLeases, renewLeases } from './lease.server'

const LOOK_EVERY_MS = 3_000
const MARGIN_MS = 3_000
const WATCH_EVERY_MS = 500
const MAX_HELD = 500
const MAX_AT_A_LOOK = 150
/** A database that cannot be reached, or a CHZZK that does not answer, must not keep the process from ending. */
const MAX_TO_STOP_MS = 8_000

type Supervision = { inlet: Intake; report: Report; lookEveryMs?: number }

/**
 * Holds the sessions of every creator who switched events on, as far as this instance has their leases: exactly one instance
 * each. Whoever loses a lease closes its socket before the lease runs out. Answers the way to stop, which frees all slots.
 */
export function startSupervisor({ inlet, report, lookEveryMs = LOOK_EVERY_MS }: Supervision) {
  const holderId = newId()
  const held = new Map<string, HeldConnection>()
  const stopping = new AbortController()
  let sureUntil = 0

  async function look() {
    const asked = performance.now()
    const mine = await renewLeases(holderId)
    sureUntil = asked + LEASE_SECONDS * 1_000 - MARGIN_MS
    letGo(
      [...held.keys()].filter((id) => !mine.has(id)),
      'lease_lost',
    )
    const watched = await listWatchedChannels()
    const wanted = new Set(watched.map(({ channelId }) => channelId))
    const unwanted = [...mine].filter((id) => !wanted.has(id))
    letGo(unwanted, 'closed')
    await releaseLeases(
      holderId,
      unwanted.filter((id) => !held.has(id)),
    )
    const free = watched.filter(({ channelId }) => !held.has(channelId))
    const room = Math.min(MAX_AT_A_LOOK, MAX_HELD - held.size)
    if (free.length > 0 && room > 0) {
      const got = await acquireLeases(
        holderId,
        free.map(({ channelId }) => channelId),
        room,
      )
      for (const one of free) {
        if (got.has(one.channelId)) held.set(one.channelId, keepConnected(one, { holderId, inlet, report }))
      }
    }
    const waiting = inlet.waitingSince()
    const heard = [...held.values()].flatMap((one) => one.heard() ?? [])
    await markHeard(heard.map(({ id, heardAt }) => ({ id, heardAt: waiting.get(id) ?? heardAt })))
    // Not waited for: the leases must be renewed however much there is to do.
    inlet.process()
  }

  /** No look waits for it, as CHZZK may be slow to let go and leases must be renewed; until then the lease is kept. */
  async function letGo(channelIds: string[], why: Release) {
    const going = channelIds.flatMap((id) => held.get(id) ?? [])
    await Promise.all(
      going.map(async (one) => {
        await one.release(why)
        if (held.get(one.channelId) === one) held.delete(one.channelId)
      }),
    )
  }

  async function keepLooking() {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => report('', 'internal', error))
      await pause(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  // The clock decides, not the database: it may be what cannot be reached. What arrived while the process slept is read
  // first, which takes one turn: it is nowhere else. Nothing is claimed before a look is sure of its leases again.
  const watchdog = setInterval(() => {
    if (held.size === 0 || performance.now() <= sureUntil) return
    sureUntil = Number.POSITIVE_INFINITY
    setImmediate(() => letGo([...held.keys()], 'lease_lost'))
  }, WATCH_EVERY_MS)
  const looking = keepLooking()
  async function close() {
    await looking
    const all = [...held.keys()]
    await letGo(all, 'closed')
    await inlet.drain()
    await releaseLeases(holderId, all)
  }
  return async function stop() {
    stopping.abort()
    clearInterval(watchdog)
    const closing = close().catch((error: unknown) => report('', 'internal', error))
    await Promise.race([closing, pause(MAX_TO_STOP_MS, undefined, { ref: false })])
  }
}
