import { type ChzzkSession, sandboxMemory } from './memory.server'
import { inKstToTheNanosecond } from './rest.server'
import { hasEvent, sessionsSubscribed, withExtras } from './sessions.server'
import type { Switches } from './switches'

const MAX_HELD_BACK_MS = 3_000

/** To every session subscribed to its channel; returns how many (docs/chzzk.md §4.6). */
export function deliverDonation(donation: PayloadInput): number {
  const { switches } = sandboxMemory()
  const belowMillisecond = Number(process.hrtime.bigint() % 1_000_000n)
  const payload = withExtras(donationPayload(donation, switches, belowMillisecond))
  const subscribed = sessionsSubscribed(donation.channelId)
  for (const session of subscribed)
    later(switches.delayMs, () => deliver(session, donation.channelId, payload))
  return subscribed.length
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

/** Until the next one overtakes it, and no longer than three seconds. */
function holdBack(session: ChzzkSession, send: () => void) {
  session.heldBack = send
  later(MAX_HELD_BACK_MS, () => {
    if (session.heldBack !== send) return
    session.heldBack = null
    send()
  })
}

function sendCounted(session: ChzzkSession, channelId: string, payload: object) {
  if (!hasEvent(session, 'DONATION', channelId) || !session.socket.send('DONATION', payload)) return
  const { delivered } = sandboxMemory().sessions
  delivered.set(channelId, (delivered.get(channelId) ?? 0) + 1)
}

function later(ms: number, act: () => void) {
  if (ms === 0) act()
  else setTimeout(act, ms).unref()
}

type PayloadSwitches = Pick<Switches, 'payAmount' | 'donationType' | 'eventSentAt' | 'anonymousAs'>

export interface PayloadInput {
  channelId: string
  donor: { channelId: string; channelName: string }
  anonymous: boolean
  amount: number
  text: string
  at: Date
}

/** docs/chzzk.md §4.4. */
export function donationPayload(donation: PayloadInput, switches: PayloadSwitches, belowMillisecond: number) {
  return {
    donationType: switches.donationType,
    channelId: donation.channelId,
    ...(donation.anonymous ? anonymousDonor(switches.anonymousAs) : namedDonor(donation.donor)),
    payAmount: switches.payAmount === 'string' ? String(donation.amount) : donation.amount,
    donationText: donation.text,
    emojis: {},
    ...(switches.eventSentAt === 'present' && {
      eventSentAt: inKstToTheNanosecond(donation.at, belowMillisecond),
    }),
  }
}

/** Word for word as captured (docs/chzzk.md §4.4). */
export function alertTest(channelId: string, at: Date): PayloadInput {
  const donor = { channelId: 'TEST', channelName: 'TEST' }
  return { channelId, donor, anonymous: false, amount: 1000, text: '유저가 입력한 후원메시지입니다', at }
}

function namedDonor({ channelId, channelName }: PayloadInput['donor']) {
  return { donatorChannelId: channelId, donatorNickname: channelName }
}

function anonymousDonor(how: PayloadSwitches['anonymousAs']) {
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
