import { expect } from 'vitest'
import { parseDonationEvent } from '~/chzzk/donation-event'
import { db } from '~/db/client.server'
import type { World } from './mischief'
import { outBetween, type Sent } from './send'
import { allowedSpans, covers, spansOf } from './spans'

/** Both times are rounded to the millisecond, one by PostgreSQL and one by JavaScript. */
const CLOCK_MS = 1
/** Melt says that it is connected until it asks CHZZK to stop; what comes until CHZZK does is stored all the same. */
const UNSUBSCRIBING_MS = 6_000
/** A look every three seconds keeps when a socket was heard last; on a busy machine it takes some time itself. */
const LOOK_MS = 8_000

export type Stored = Awaited<ReturnType<typeof storedEvents>>[number]

/** Everything in the store, each with the words by which its sender knows it. */
export async function storedEvents() {
  const rows = await db.chzzkEvent.findMany({ include: { donation: true, connection: true } })
  return rows.map((row) => ({
    ...row,
    text: parseDonationEvent(JSON.parse(row.payload ?? 'null'))?.text ?? '',
  }))
}

/** What was sent, is not in the store, and went out to a channel that Melt says it heard: nothing may. */
export async function lostThoughHeard(world: World, sent: Sent[], stored: Stored[], now: Date) {
  const texts = new Set(stored.map(({ text }) => text))
  const missing = sent.filter(({ text }) => !texts.has(text))
  const lost: object[] = []
  for (const { chzzkUserId } of world.creators) {
    const { wanted, heard } = await spansOf(chzzkUserId, now)
    for (const one of missing.filter(({ channel }) => channel === chzzkUserId)) {
      const out = outBetween(one, world.manners)
      if (covers(wanted, out) && covers(heard, out))
        lost.push({ ...one, out, heard: heard.filter((span) => covers([span], out)) })
    }
  }
  return { missing: missing.length, lost }
}

/** Events that came over a subscribed connection after Melt says it heard nothing any more: a gap that was none. */
export function heardThoughGap({ asleep }: World, stored: Stored[]) {
  return stored.filter(({ receivedAt, connection: { subscribedAt, endedAt, end } }) => {
    if (!subscribedAt || !endedAt || receivedAt < subscribedAt) return false
    const after = receivedAt.getTime() - endedAt.getTime()
    if (end === 'closed') return after > UNSUBSCRIBING_MS
    if (end !== 'died' && end !== 'lease_lost') return after > CLOCK_MS
    return after > LOOK_MS && !covers(asleep, { from: receivedAt.getTime(), to: receivedAt.getTime() })
  })
}

/** Confirmations by a signal while its channel was not in auto, or while an operator had stopped them all. */
export async function confirmedThoughOff(world: World, now: Date) {
  const allowed = await allowedSpans(now)
  const wrong: object[] = []
  for (const { chzzkUserId } of world.creators) {
    const { id, auto } = await spansOf(chzzkUserId, now)
    const entries = await db.donationEntry.findMany({
      where: { channelId: id, to: 'CONFIRMED', actorKind: 'session' },
    })
    for (const { at, donationId } of entries) {
      const [after, before] = [at.getTime() + CLOCK_MS, at.getTime() - CLOCK_MS]
      const within = (spans: typeof auto) => spans.some(({ from, to }) => from <= after && before <= to)
      if (!within(auto) || !within(allowed)) wrong.push({ donationId, at, auto, allowed })
    }
  }
  return wrong
}

/** Each event has become what it says: one donation of its own, or none while its creator wanted none. */
export function expectCountedOnce(stored: Stored[]) {
  expect(stored.filter(({ outcome }) => outcome === null || outcome === 'unreadable')).toEqual([])
  const counted = stored.filter(({ outcome }) => outcome === 'confirmed' || outcome === 'evidence')
  const donations = counted.map(({ donationId }) => donationId)
  expect(donations).not.toContain(null)
  expect(new Set(donations).size).toBe(donations.length)
  expect(stored.filter(({ outcome, donationId }) => outcome === 'off' && donationId)).toEqual([])
  expect(new Set(stored.map(({ text }) => text)).size).toBe(stored.length)
}

/** What counts is what was confirmed, and every donation of these channels comes from an event. */
export async function expectSumsOf(world: World, stored: Stored[]) {
  const ids = world.creators.map(({ chzzkUserId }) => chzzkUserId)
  const donations = await db.donation.findMany({ where: { channel: { chzzkChannelId: { in: ids } } } })
  const confirmed = stored.filter(({ outcome }) => outcome === 'confirmed')
  const sum = (amounts: (number | null)[]) => amounts.reduce<number>((total, one) => total + (one ?? 0), 0)
  expect(sum(donations.map(({ amountCheese }) => amountCheese))).toBe(
    sum(confirmed.map(({ amountCheese }) => amountCheese)),
  )
  expect(donations.filter(({ status }) => status === 'CONFIRMED')).toHaveLength(confirmed.length)
  expect(donations).toHaveLength(stored.filter(({ donationId }) => donationId).length)
}
