import { setTimeout as wait } from 'node:timers/promises'
import { load } from './load.js'
import { launchPeer } from './peer.js'
import { cpuMs, postgresCpu } from './process.js'
import { requireAnswered } from './requests.js'
import { judged, median, printTable, rounded, spread } from './table.js'

const CONNECTIONS = 20
const MESSAGES_PER_SECOND = 20

/**
 * Pages of one hot channel, and of many by Zipf, while messages arrive in them: written through another instance, so
 * that the one that is asked pays only for its pages.
 *
 * @param {{ melt: { url: string, pid: number }, uncached: { url: string }, database: string,
 *   channel: { chzzkChannelId: string, cookie: string }, crowd: { chzzkChannelId: string, cookie: string }[],
 *   seconds: number, rounds: number }} scene
 */
export async function compareBusyPages({ melt, uncached, database, channel, crowd, seconds, rounds }) {
  const like = {
    page: `${melt.url}/${channel.chzzkChannelId}`,
    json: `${melt.url}/feed?chzzkChannelId=${channel.chzzkChannelId}`,
  }
  const memory = await launchPeer('memory', { PEER_LIKE: JSON.stringify(like) })
  const postgres = await postgresCpu(database)
  const lines = []
  for (const [what, channels] of /** @type {const} */ ([
    ['one hot channel', [channel]],
    [`${crowd.length.toLocaleString('en')} channels by Zipf`, crowd],
  ])) {
    const paths = channels.map(({ chzzkChannelId }) => `/${chzzkChannelId}`)
    const figures = { melt: [], memory: [] }
    const ask = (url, lasting) => load({ url, paths, seconds: lasting, connections: CONNECTIONS })
    await ask(melt.url, Math.min(seconds, 2))
    for (let round = 0; round < rounds; round++) {
      const writing = writeMessages(uncached.url, channels)
      const before = [cpuMs([melt.pid]), postgres()]
      const loaded = await ask(melt.url, seconds)
      const after = [cpuMs([melt.pid]), postgres()]
      const written = await writing.stop()
      requireAnswered(what, loaded)
      const [server, database] = after.map((now, n) => (now - (before[n] ?? 0)) / loaded.count)
      figures.melt.push({ ...loaded, server, database, written: written / seconds })
      figures.memory.push(await ask(memory.url, seconds))
    }
    lines.push(lineOf(what, figures))
  }
  memory.end()
  printTable(
    `Pages while ${MESSAGES_PER_SECOND} messages a second are written, beside bare memory in which nothing changes`,
    [
      'what',
      'req/s (spread)',
      'bare memory req/s',
      'ratio',
      'p99',
      'server CPU ms',
      'PostgreSQL CPU ms, writing included',
      'written/s',
    ],
    lines,
  )
}

function lineOf(what, { melt, memory }) {
  const of = (key) => rounded(median(melt.map((figure) => figure[key])))
  const ratio = (key) => median(melt.map((figure, round) => figure[key] / memory[round][key]))
  return [
    what,
    spread(melt.map(({ perSecond }) => perSecond)),
    spread(memory.map(({ perSecond }) => perSecond)),
    judged(ratio('perSecond'), '≥', 0.6),
    judged(ratio('p99'), '≤', 3),
    of('server'),
    of('database'),
    of('written'),
  ]
}

/** At an even pace, the first channel of many most often as its pages are. */
function writeMessages(url, channels) {
  let over = false
  let written = 0
  const under = new Set()
  const writing = (async () => {
    const began = performance.now()
    for (let n = 0; !over; n++) {
      const due = began + (n * 1_000) / MESSAGES_PER_SECOND
      await wait(Math.max(0, due - performance.now()))
      const channel = channels[Math.floor(channels.length ** Math.random()) - 1] ?? channels[0]
      const act = post(url, channel).then(() => written++)
      under.add(act)
      act.finally(() => under.delete(act)).catch(() => undefined)
    }
    await Promise.all(under)
    return written
  })()
  return {
    stop: () => {
      over = true
      return writing
    },
  }
}

/** A creator adds a donation with a message, which stands in the feed at once: the id of the message. Asked to come back, they do. */
export async function post(url, creator) {
  const { cookie } = creator
  const response = await fetch(`${url}/donations/manual`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify({ amount: 1000, message: '방금 도착한 응원' }),
  })
  if (response.status === 503) {
    await response.text()
    return post(url, creator)
  }
  if (response.status !== 201)
    throw new Error(`A donation answered ${response.status}: ${await response.text()}`)
  const { donation } = await response.json()
  return donation.messageId
}
