import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { launchMelt } from '../tools/melt-process.js'
import { residentMegabytes } from './memory.js'
import { ms, percentile, printTable } from './table.js'

const IDLE = 1_000
const OPEN = 200

/**
 * What open pages cost that only listen, and how soon a message reaches them, in a Melt of its own: from the moment its
 * creator sends it, so the act itself is part of the time.
 *
 * @param {{ variables: Record<string, string>, channel: { chzzkChannelId: string, cookie: string }, samples: number }} scene
 */
export async function measureLive({ variables, channel, samples }) {
  const melt = await launchMelt({ ...variables, MELT_RATE_LIMITS: 'off' })
  await melt.opened()
  const address = `${melt.url}/events?chzzkChannelId=${channel.chzzkChannelId}`
  try {
    const idle = await costOfIdle(melt.pid, address)
    const took = await timesToArrive(melt.url, address, channel.cookie, samples)
    printTable(
      'Live updates',
      ['what', 'figure'],
      [
        [`resident memory for ${IDLE.toLocaleString('en')} idle streams`, goal(idle, 100, 'MB')],
        [`message sent → heard on ${OPEN} streams, p50 of ${took.length}`, ms(percentile(took, 50))],
        ['the same, p95', goal(percentile(took, 95), 1_000, 'ms')],
        ['the same, slowest', ms(percentile(took, 100))],
      ],
    )
  } finally {
    await melt.end()
  }
}

async function costOfIdle(pid, address) {
  await openMany(address, 50).then((close) => close())
  await wait(2_000)
  const before = residentMegabytes(pid)
  const close = await openMany(address, IDLE)
  await wait(3_000)
  const after = residentMegabytes(pid)
  close()
  return after - before
}

async function timesToArrive(url, address, cookie, samples) {
  /** @type {Map<string, number[]>} */
  const heardAt = new Map()
  const close = await openMany(address, OPEN, (id) => {
    heardAt.set(id, [...(heardAt.get(id) ?? []), performance.now()])
  })
  const took = []
  for (let sample = -5; sample < samples; sample++) {
    const began = performance.now()
    const id = await post(url, cookie)
    while ((heardAt.get(id)?.length ?? 0) < OPEN) await wait(1)
    if (sample >= 0) took.push(...(heardAt.get(id) ?? []).map((at) => at - began))
  }
  close()
  return took
}

async function post(url, cookie) {
  const response = await fetch(`${url}/donations/manual`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify({ amount: 1000, message: '방금 도착한 응원' }),
  })
  if (response.status !== 201) throw new Error(`A donation answered ${response.status}`)
  const { donation } = await response.json()
  return donation.messageId
}

/** Streams that have greeted; answers the way to leave them all. */
async function openMany(address, count, onMessage = (_id) => {}) {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })
  for (let opened = 0; opened < count; opened += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - opened) }, () => openOne(address, agent, onMessage)),
    )
  }
  return () => agent.destroy()
}

function openOne(address, agent, onMessage) {
  return new Promise((resolve, reject) => {
    const asking = get(address, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`A stream answered ${response.statusCode}`))
      response.setEncoding('utf8').on('error', () => {})
      response.on('data', (text) => {
        if (text.includes('event: hello')) resolve(null)
        for (const [, id] of text.matchAll(/^id: (.+)$/gm)) onMessage(id)
      })
    })
    asking.on('error', reject)
  })
}

function goal(figure, most, unit) {
  return `${figure.toFixed(figure < 10 ? 1 : 0)} ${unit} (goal ≤ ${most}${figure <= most ? '' : ', MISSED'})`
}
