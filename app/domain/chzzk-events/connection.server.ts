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
import type { Intake } from './intake.server'
import {
  beginConnection,
  endConnection,
  markSubscribed,
  recordTrouble,
  type WatchedChannel,
} from './lease.server'
import { isGrantGone, type Trouble, troubleOf } from './state'

const TIMEOUT_MS = 10_000
const MAX_CHARACTERS = 64 * 1024

export type Release = Extract<ChzzkConnectionEnd, 'closed' | 'lease_lost'>
type Live = { id: string; socket: EventSocket }
type ConnectionOptions = {
  holderId: string
  intake: Pick<Intake, 'deliver' | 'stored'>
  stop: AbortSignal
  onLive: (live: Live) => void
}

/** Opens a connection and answers how it ended; it counts from `subscribed` (docs/chzzk.md §8.3). Throws as CHZZK's requests do. */
async function runConnection(
  { channelId, ownerId }: WatchedChannel,
  { holderId, intake, stop, onLive }: ConnectionOptions,
): Promise<ChzzkConnectionEnd | Trouble> {
  const { token, url } = await openAsOwner(ownerId)
  if (stop.aborted) return 'closed'
  let [id, ordinal] = ['', 0]
  let subscribedAt: Date | null = null
  const socket = connectSocket(url, (payload) => {
    if (!id) return
    ordinal += 1
    // The frame's own moment: a connection that is lost right after it must not end before it.
    const receivedAt = socket.lastFrameAt()
    intake.deliver({ channelId, connectionId: id, ordinal, receivedAt, payload: capped(payload) })
  })
  const stopped = new Promise<Release>((resolve) => {
    const onStop = () => {
      resolve(stop.reason)
      if (stop.reason === 'lease_lost' || !subscribedAt) socket.close()
    }
    if (stop.aborted) onStop()
    else stop.addEventListener('abort', onStop, { once: true })
  })
  const finish = async <End extends ChzzkConnectionEnd>(end: End, at = new Date()) => {
    socket.close()
    await intake.stored()
    await endConnection(id, end, { at, heardAt: socket.lastFrameAt() })
    return end
  }
  const whenSubscribed = socket.subscribed.then((said) => (said ? new Date() : null))
  try {
    const sessionKey = await within(socket.connected)
    if (!sessionKey || stop.aborted) return 'not_connected'
    id = await beginConnection(channelId, holderId)
    onLive({ id, socket })
    try {
      await subscribeDonations(token, sessionKey)
      subscribedAt = await within(whenSubscribed)
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
    // Also where the database failed: an unwatched socket would occupy one of CHZZK's three slots.
    socket.close()
  }
}

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

function capped(payload: unknown): unknown {
  const length = JSON.stringify(payload)?.length ?? 0
  return length > MAX_CHARACTERS ? { tooLong: length } : payload
}

function within<T>(promise: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), TIMEOUT_MS)
    promise.then((value) => {
      clearTimeout(late)
      resolve(value)
    })
  })
}

const MAX_BACKOFF_MS = 60_000
const STABLE_MS = 30_000

/** What takes automatic confirmation away from a channel (docs/ledger.md §3). */
const DROPS: Record<string, Exclude<AutoConfirmModeReason, 'chosen'>> = {
  revoked: 'revoked',
  silent: 'silent',
  grant_gone: 'grant_gone',
  no_scope: 'grant_gone',
}

/** For every failed attempt and ended connection, never with a token. */
export type Report = (channelId: string, why: string, error?: unknown) => void

export type MaintainedConnection = ReturnType<typeof maintainConnection>

/** Until released: a new address each time, with a backoff of 1 s to 60 s and jitter between (docs/chzzk.md §8.2, §8.6). */
export function maintainConnection(
  watched: WatchedChannel,
  { holderId, intake, report }: { holderId: string; intake: Intake; report: Report },
) {
  const { channelId } = watched
  const stopping = new AbortController()
  const stop = stopping.signal
  let live: Live | null = null

  async function connect() {
    try {
      return await runConnection(watched, { holderId, intake, stop, onLive: (now) => (live = now) })
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble === 'internal') report(channelId, trouble, error)
      return trouble
    } finally {
      live = null
    }
  }

  async function reconnect() {
    for (let failures = 0; !stop.aborted; ) {
      const beganMs = Date.now()
      const why = await connect()
      if (stop.aborted) return
      report(channelId, why)
      await recordEnd(why).catch((error: unknown) => report(channelId, 'internal', error))
      failures = Date.now() - beganMs > STABLE_MS ? 0 : failures + 1
      const backoffMs = Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** failures)
      await pause(backoffMs * (0.5 + Math.random() / 2), undefined, { signal: stop }).catch(() => undefined)
    }
  }

  async function recordEnd(why: string) {
    const reason = DROPS[why]
    if (reason) await dropToAssist(channelId, reason)
    await recordTrouble(channelId, why)
  }

  const running = reconnect()
  return {
    channelId,
    heartbeat: () => (live && !stop.aborted ? { id: live.id, heardAt: live.socket.lastFrameAt() } : null),
    /** At once where the lease is lost, else unsubscribed first, so that CHZZK's slot is free. */
    release(why: Release) {
      stopping.abort(why)
      return running
    },
  }
}
