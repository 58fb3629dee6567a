import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '../../support/melt'
import type { World } from './mischief'

export type Sent = { text: string; channel: string; amount: number; from: number; to: number }

/** How long the sandbox keeps an event back for the next to overtake it. */
export const HELD_BACK_MS = 3_000
const SLACK_MS = 250
const MAX_AT_ONCE = 8

/** Sends so many events of unique words, some of nobody, as fast as the sandbox takes them and no faster than this. */
export async function sendEvents(
  world: World,
  fans: Client[],
  { many, everyMs }: { many: number; everyMs: number },
) {
  const sent: Sent[] = []
  const underWay = new Set<Promise<void>>()
  for (let n = 1; n <= many; n++) {
    const began = performance.now()
    if (underWay.size >= MAX_AT_ONCE) await Promise.race(underWay)
    const sending = sendOne(world, fans, n).then((one) => {
      sent.push(one)
      underWay.delete(sending)
    })
    underWay.add(sending)
    await wait(Math.max(0, everyMs - (performance.now() - began)))
  }
  await Promise.all(underWay)
  return sent
}

async function sendOne({ sandbox, random, creators }: World, fans: Client[], n: number): Promise<Sent> {
  const channel = random.oneOf(creators).chzzkUserId
  const amount = 1_000 + n
  const text = `신호 ${n}`
  const anonymous = random.next() < 0.15
  const from = Date.now()
  await sandbox.post(`/live/${channel}`, { amount, text, anonymous, as: random.oneOf(fans).chzzkUserId })
  return { text, channel, amount, from, to: Date.now() }
}

/** From when to when an event can have gone out to a socket, by how the sandbox delivered meanwhile. */
export function outBetween({ from, to }: Sent, manners: World['manners']) {
  const during = (since: number, until: number) =>
    manners.filter(
      ({ at }, n) => at <= until && (manners[n + 1]?.at ?? Number.POSITIVE_INFINITY) >= since - SLACK_MS,
    )
  const delayMs = Math.max(0, ...during(from, to).map((one) => one.delayMs))
  const isHeldBack = during(from, to + delayMs + SLACK_MS).some(({ deliver }) => deliver === 'out_of_order')
  return { from, to: to + delayMs + (isHeldBack ? HELD_BACK_MS : 0) + SLACK_MS }
}
