import { setTimeout as pause } from 'node:timers/promises'
import type { AutoConfirmModeReason, ChzzkConnectionEnd } from '#prisma'
import {
  connectSocket,
  type EventSocket,
  requestSocketUrl,
  subscribeDonations,
  unsubscribeDonations,
} from '~/chzzk/event-socket.server'
import { getAccessToken, renewRefusedToken } from '~/domain/auth/access-token.server'
import { dropToAssist } from '~/domain/channels/auto-confirm.server'
import { beginConnection, endConnection, markSubscribed } from './connection-log.server'
import type { Intake } from './intake.server'
import { recordTrouble, type WatchedChannel } from './lease.server'
import { isGrantGone, type Trouble, troubleOf } from './trouble'

const WITHIN_MS = 10_000
const MAX_CHARACTERS = 64 * 1024

export type Release = Extract<ChzzkConnectionEnd, 'closed' | 'lease_lost'>
export type Live = { id: string; socket: EventSocket }
type Around = {
  holderId: string
  inlet: Pick<Intake, 'deliver' | 'stored'>
  /** Ends the connection: aborted with why. */
  stop: AbortSignal
  onLive: (live: Live) => void
}

/**
 * One connection of a creator's session from a new address to its end: how it ended. `connected` and `subscribed` are what
 * counts (docs/chzzk.md §8.3). Throws what asking CHZZK throws.
 */
export async function runConnection(
  { channelId, ownerId }: WatchedChannel,
  { holderId, inlet, stop, onLive }: Around,
): Promise<ChzzkConnectionEnd | Trouble> {
  const { token, url } = await openAsOwner(ownerId)
  if (stop.aborted) return 'closed'
  let [id, ordinal] = ['', 0]
  let subscribedAt: Date | null = null
  const socket = connectSocket(url, (payload) => {
    if (!id) return
    ordinal += 1
    inlet.deliver({ channelId, connectionId: id, ordinal, receivedAt: new Date(), payload: capped(payload) })
  })
  const stopped = new Promise<Release>((resolve) => {
    const heed = () => {
      resolve(stop.reason)
      if (stop.reason === 'lease_lost' || !subscribedAt) socket.close()
    }
    if (stop.aborted) heed()
    else stop.addEventListener('abort', heed, { once: true })
  })
  const finish = async <End extends ChzzkConnectionEnd>(end: End, at = new Date()) => {
    socket.close()
    await inlet.stored()
    await endConnection(id, end, { at, heardAt: socket.heardAt() })
    return end
  }
  const heardSubscribed = socket.subscribed.then((said) => (said ? new Date() : null))
  try {
    const sessionKey = await within(socket.connected)
    if (!sessionKey || stop.aborted) return 'not_connected'
    id = await beginConnection(channelId, holderId)
    onLive({ id, socket })
    try {
      await subscribeDonations(token, sessionKey)
      subscribedAt = await within(heardSubscribed)
    } catch (error) {
      await finish('refused')
      throw error
    }
    if (!subscribedAt) {
      await finish('refused')
      return 'not_subscribed'
    }
    await markSubscribed(id, subscribedAt)
    await recordTrouble(channelId, null)
    const end = await Promise.race([socket.ended, stopped])
    const at = new Date()
    if (end === 'closed') await unsubscribeDonations(token, sessionKey).catch(() => undefined)
    return await finish(end, at)
  } finally {
    // Also where the database failed: a socket that nobody watches would keep one of three slots, and hear on.
    socket.close()
  }
}

/** An address for the owner's session; a token that CHZZK no longer takes is renewed once, before its time. */
async function openAsOwner(ownerId: string) {
  const token = await getAccessToken(ownerId)
  try {
    return { token, url: await requestSocketUrl(token) }
  } catch (error) {
    if (!isGrantGone(error)) throw error
    const renewed = await renewRefusedToken(ownerId)
    if (!renewed) throw error
    return { token: renewed, url: await requestSocketUrl(renewed) }
  }
}

/** Nothing CHZZK sends for a donation comes near this; what does is kept as having come. */
function capped(payload: unknown): unknown {
  const length = JSON.stringify(payload)?.length ?? 0
  return length > MAX_CHARACTERS ? { tooLong: length } : payload
}

function within<T>(promise: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), WITHIN_MS)
    promise.then((value) => {
      clearTimeout(late)
      resolve(value)
    })
  })
}

const LONGEST_PAUSE_MS = 60_000
const LASTED_MS = 30_000

/** What takes automatic confirmation away from a channel (docs/ledger.md §3). */
const DROPS: Record<string, Exclude<AutoConfirmModeReason, 'chosen'>> = {
  revoked: 'revoked',
  silent: 'silent',
  grant_gone: 'grant_gone',
  no_scope: 'grant_gone',
}

/** Told of every attempt that failed and every connection that ended, by a word and never with a token. */
export type Report = (channelId: string, why: string, error?: unknown) => void

export type HeldConnection = ReturnType<typeof keepConnected>

/**
 * Holds a creator's session until it is released: a new address, a new socket and a new subscription each time, with a
 * pause of 1 s to 60 s between (docs/chzzk.md §8.2, §8.6).
 */
export function keepConnected(
  watched: WatchedChannel,
  { holderId, inlet, report }: { holderId: string; inlet: Intake; report: Report },
) {
  const { channelId } = watched
  const stopping = new AbortController()
  const stop = stopping.signal
  let live: Live | null = null

  async function connect() {
    try {
      return await runConnection(watched, { holderId, inlet, stop, onLive: (now) => (live = now) })
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble === 'internal') report(channelId, trouble, error)
      return trouble
    } finally {
      live = null
    }
  }

  async function keep() {
    for (let failures = 0; !stop.aborted; ) {
      const began = Date.now()
      const why = await connect()
      if (stop.aborted) return
      report(channelId, why)
      await settle(why).catch((error: unknown) => report(channelId, 'internal', error))
      failures = Date.now() - began > LASTED_MS ? 0 : failures + 1
      const longestMs = Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** failures)
      await pause(longestMs * (0.5 + Math.random() / 2), undefined, { signal: stop }).catch(() => undefined)
    }
  }

  async function settle(why: string) {
    const reason = DROPS[why]
    if (reason) await dropToAssist(channelId, reason)
    await recordTrouble(channelId, why)
  }

  const running = keep()
  return {
    channelId,
    heard: () => (live && !stop.aborted ? { id: live.id, heardAt: live.socket.heardAt() } : null),
    /** Closes the socket: at once where the lease is lost, else unsubscribed first, so that CHZZK's slot is free. */
    release(why: Release) {
      stopping.abort(why)
      return running
    },
  }
}
