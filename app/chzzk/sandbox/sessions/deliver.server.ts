import { sandboxMemory } from '../memory.server'
import { donationPayload, type PayloadInput } from './donation-payload'
import { withExtras } from './send.server'
import type { ChzzkSession } from './session'
import { hasEvent, sessionsHearing } from './subscribers.server'

const HELD_BACK_AT_MOST_MS = 3_000

/** Sends a donation to every session that hears of its channel. Out: how many do (chzzk.md §4.4, §4.6). */
export function deliverDonation(told: PayloadInput): number {
  const { switches } = sandboxMemory()
  const belowMillisecond = Number(process.hrtime.bigint() % 1_000_000n)
  const payload = withExtras(donationPayload(told, switches, belowMillisecond))
  const hearing = sessionsHearing(told.channelId)
  for (const session of hearing) later(switches.delayMs, () => deliver(session, told.channelId, payload))
  return hearing.length
}

function deliver(session: ChzzkSession, channelId: string, payload: object) {
  const { deliver } = sandboxMemory().switches
  const send = () => sendCounted(session, channelId, payload)
  const overtaken = session.heldBack
  session.heldBack = null
  if (deliver === 'never') return
  if (deliver === 'out_of_order' && !overtaken) return holdBack(session, send)
  send()
  overtaken?.()
  if (deliver === 'twice') send()
}

/** An event is held back until the next overtakes it, and no longer than three seconds where none comes. */
function holdBack(session: ChzzkSession, send: () => void) {
  session.heldBack = send
  later(HELD_BACK_AT_MOST_MS, () => {
    if (session.heldBack !== send) return
    session.heldBack = null
    send()
  })
}

function sendCounted(session: ChzzkSession, channelId: string, payload: object) {
  if (!hasEvent(session, 'DONATION', channelId) || !session.line.send('DONATION', payload)) return
  const { delivered } = sandboxMemory().sessions
  delivered.set(channelId, (delivered.get(channelId) ?? 0) + 1)
}

function later(ms: number, act: () => void) {
  if (ms === 0) act()
  else setTimeout(act, ms).unref()
}
