import { setTimeout as pause } from 'node:timers/promises'
import type { AutoConfirmModeReason } from '#prisma'
import { dropToAssist } from '~/domain/channels/auto-confirm-mode.server'
import { type Live, type Release, runConnection } from './connection.server'
import type { Intake } from './intake.server'
import { recordTrouble, type WatchedChannel } from './lease.server'
import { troubleOf } from './trouble'

const LONGEST_PAUSE_MS = 60_000
const LASTED_MS = 30_000

/** What takes automatic confirmation away from a channel (ledger.md §3). */
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
 * pause of 1 s to 60 s between (chzzk.md §8.2, §8.6).
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
