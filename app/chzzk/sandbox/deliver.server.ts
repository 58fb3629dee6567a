import { sandboxMemory } from './memory.server'
import { inKstToTheNanosecond } from './rest.server'
import type { ChzzkSession } from './session'
import { hasEvent, sessionsHearing, withExtras } from './sessions.server'
import type { Switches } from './switches'

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

type Looks = Pick<Switches, 'payAmount' | 'donationType' | 'eventSentAt' | 'anonymousAs'>

export interface PayloadInput {
  channelId: string
  donor: { channelId: string; channelName: string }
  anonymous: boolean
  amount: number
  text: string
  at: Date
}

/** In: a donation and how it is to look. Out: what a DONATION event carries (chzzk.md §4.4, captured). */
export function donationPayload(told: PayloadInput, looks: Looks, belowMillisecond: number) {
  return {
    donationType: looks.donationType,
    channelId: told.channelId,
    ...(told.anonymous ? nobody(looks.anonymousAs) : named(told.donor)),
    payAmount: looks.payAmount === 'string' ? String(told.amount) : told.amount,
    donationText: told.text,
    emojis: {},
    ...(looks.eventSentAt === 'present' && { eventSentAt: inKstToTheNanosecond(told.at, belowMillisecond) }),
  }
}

/** What the studio's alert test sends, word for word (chzzk.md §4.4, captured 2026-07-26). */
export function alertTest(channelId: string, at: Date): PayloadInput {
  const donor = { channelId: 'TEST', channelName: 'TEST' }
  return { channelId, donor, anonymous: false, amount: 1000, text: '유저가 입력한 후원메시지입니다', at }
}

function named({ channelId, channelName }: PayloadInput['donor']) {
  return { donatorChannelId: channelId, donatorNickname: channelName }
}

function nobody(how: Looks['anonymousAs']) {
  switch (how) {
    case 'anonymous':
      return { donatorChannelId: 'anonymous', donatorNickname: '' }
    case 'null':
      return { donatorChannelId: null, donatorNickname: null }
    case 'empty':
      return { donatorChannelId: '', donatorNickname: '' }
    case 'missing':
      return {}
  }
}
