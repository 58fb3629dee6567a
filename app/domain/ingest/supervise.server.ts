import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '~/db/new-id.server'
import { markHeard } from './connection.server'
import { type Held, holdSession, type Report } from './hold.server'
import type { Inlet } from './inlet.server'
import { claimLeases, dropLeases, LEASE_SECONDS, readWatched, renewLeases } from './lease.server'

const LOOK_EVERY_MS = 3_000
const MARGIN_MS = 3_000
const WATCH_EVERY_MS = 500
const MOST_HELD = 500
const MOST_AT_A_LOOK = 50

/**
 * Holds the sessions of every creator who switched events on, as far as this instance has their leases: exactly one instance
 * each. Whoever loses a lease closes its socket before the lease runs out. Answers the way to stop, which frees all slots.
 */
export function superviseSessions({ inlet, report }: { inlet: Inlet; report: Report }) {
  const holderId = newId()
  const held = new Map<string, Held>()
  const stopping = new AbortController()
  let sureUntil = 0

  async function look() {
    const asked = performance.now()
    const mine = await renewLeases(holderId)
    sureUntil = asked + LEASE_SECONDS * 1_000 - MARGIN_MS
    await letGo(
      [...held.keys()].filter((id) => !mine.has(id)),
      'lease_lost',
    )
    const watched = await readWatched()
    const wanted = new Set(watched.map(({ channelId }) => channelId))
    const unwanted = [...mine].filter((id) => !wanted.has(id))
    await letGo(unwanted, 'closed')
    await dropLeases(holderId, unwanted)
    const free = watched.filter(({ channelId }) => !held.has(channelId))
    const room = Math.min(MOST_AT_A_LOOK, MOST_HELD - held.size)
    if (free.length > 0 && room > 0) {
      const got = await claimLeases(
        holderId,
        free.map(({ channelId }) => channelId),
        room,
      )
      for (const one of free) {
        if (got.has(one.channelId)) held.set(one.channelId, holdSession(one, { holderId, inlet, report }))
      }
    }
    await markHeard([...held.values()].flatMap((one) => one.heard() ?? []))
    // Not waited for: the leases must be renewed however much there is to do.
    inlet.process()
  }

  async function letGo(channelIds: string[], why: 'closed' | 'lease_lost') {
    const going = channelIds.flatMap((id) => held.get(id) ?? [])
    for (const { channelId } of going) held.delete(channelId)
    await Promise.all(going.map((one) => one.release(why)))
  }

  async function keepLooking() {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => report('', 'internal', error))
      await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  // The clock decides, not the database: it may be what cannot be reached.
  const watchdog = setInterval(() => {
    if (held.size > 0 && performance.now() > sureUntil) letGo([...held.keys()], 'lease_lost')
  }, WATCH_EVERY_MS)
  const looking = keepLooking()
  return async function stop() {
    stopping.abort()
    clearInterval(watchdog)
    await looking
    const all = [...held.keys()]
    await letGo(all, 'closed')
    await dropLeases(holderId, all)
    await inlet.drain()
  }
}
