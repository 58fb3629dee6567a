import { get } from 'node:http'
import { load } from './load.js'
import { launchPeer } from './peer.js'
import { cpuMs, postgresCpu, residentMegabytes } from './process.js'
import { judged, median, printTable, rounded, spread } from './table.js'

const CONNECTIONS = 20

/**
 * Requests a second, and what each costs, of Melt and of what it is measured beside: every row once a round, so that a
 * noisy moment meets all of them.
 *
 * @typedef {{ url: string, pid: number }} Server
 * @param {{ melt: Server, uncached: Server, database: string, channel: { chzzkChannelId: string }, fan: string,
 *   seconds: number, rounds: number }} scene
 */
export async function compareRequests(scene) {
  const { melt, uncached, database, channel, fan, seconds, rounds } = scene
  const page = `/${channel.chzzkChannelId}`
  const json = `/feed?chzzkChannelId=${channel.chzzkChannelId}`
  const peers = await launchPeers(scene)
  const { memory, bare, express, remix } = peers
  await requireSameItems(melt.url + json, bare.url + json)
  await requireSameItems(melt.url + json, express.url + json)
  const ETag = await etagOf(melt.url + page)
  const known = { 'If-None-Match': ETag ?? '"none"' }
  /** @type {[string, Server, string, Record<string, string>?][]} */
  const asked = [
    ['bare memory, page', memory, page],
    ['bare memory, 304', memory, page, known],
    ['bare memory, JSON', memory, json],
    ['node:http + pg, HTML', bare, page],
    ['node:http + pg, JSON', bare, json],
    ['Express 4 + pg, JSON', express, json],
    ['Remix without scripts + pg, page', remix, page],
    ['Melt, page hit', melt, page],
    ['Melt, page 304', melt, page, known],
    ['Melt, page miss', uncached, page],
    ['Melt, page signed in', melt, page, { Cookie: fan }],
    ['Melt, JSON hit', melt, json],
    ['Melt, JSON miss', uncached, json],
  ]
  const postgres = await postgresCpu(database)
  const rows = new Map(asked.map(([name]) => [name, /** @type {any[]} */ ([])]))
  const ask = ([, { url }, path, headers], lasting) =>
    load({ url, paths: [path], headers, seconds: lasting, connections: CONNECTIONS })
  for (const row of asked) await ask(row, Math.min(seconds, 2))
  for (let round = 0; round < rounds; round++)
    for (const row of asked) {
      const [name, { pid }] = row
      const before = [cpuMs([pid]), postgres()]
      const loaded = await ask(row, seconds)
      requireAnswered(name, loaded)
      const [server, database] = [cpuMs([pid]), postgres()].map((now, n) => (now - before[n]) / loaded.count)
      rows.get(name)?.push({ ...loaded, server, database })
    }
  const heads = ['row', 'req/s (spread)', 'server CPU ms', 'PostgreSQL CPU ms', 'p50 ms', 'p99 ms', 'RSS MB']
  printTable(
    `Requests: the median of ${rounds} rounds of ${seconds} s, interleaved, ${CONNECTIONS} connections`,
    heads,
    asked.map(([name, { pid }]) => lineOf(name, rows.get(name) ?? [], pid)),
  )
  printAims(rows)
  for (const peer of Object.values(peers)) peer.end()
}

async function launchPeers({ melt, database, channel }) {
  const like = {
    page: `${melt.url}/${channel.chzzkChannelId}`,
    json: `${melt.url}/feed?chzzkChannelId=${channel.chzzkChannelId}`,
  }
  const variables = { DATABASE_URL: database, PEER_LIKE: JSON.stringify(like) }
  const launched = {}
  for (const kind of /** @type {const} */ (['memory', 'bare', 'express', 'remix']))
    launched[kind] = await launchPeer(kind, variables)
  return launched
}

function lineOf(name, figures, pid) {
  const of = (key) => rounded(median(figures.map((figure) => figure[key])))
  const answers = [...new Set(figures.flatMap(({ statuses }) => Object.keys(statuses)))].join(', ')
  return [
    /304/.test(name) && answers !== '304' ? `${name} (answers ${answers})` : name,
    spread(figures.map(({ perSecond }) => perSecond)),
    of('server'),
    of('database'),
    of('p50'),
    of('p99'),
    residentMegabytes(pid).toFixed(0),
  ]
}

function printAims(rows) {
  const ratios = (key, one, other) =>
    (rows.get(one) ?? []).map((figure, round) => figure[key] / rows.get(other)?.[round]?.[key])
  const aim = (what, key, one, other, sense, goal) => {
    const all = ratios(key, one, other)
    const least = [Math.min(...all), Math.max(...all)].map((ratio) => ratio.toFixed(2)).join('–')
    const ratio = median(all)
    return [what, goal === null ? `${ratio.toFixed(2)}×` : judged(ratio, sense, goal), least]
  }
  printTable(
    'Beside the aims',
    ['what', 'ratio', 'rounds'],
    [
      aim('page hit ÷ bare memory', 'perSecond', 'Melt, page hit', 'bare memory, page', '≥', 0.6),
      aim('page 304 ÷ bare memory 304', 'perSecond', 'Melt, page 304', 'bare memory, 304', '≥', 0.6),
      aim('JSON hit ÷ bare memory', 'perSecond', 'Melt, JSON hit', 'bare memory, JSON', '≥', 0.6),
      aim('p99 of a page hit ÷ bare memory', 'p99', 'Melt, page hit', 'bare memory, page', '≤', 3),
      aim('p99 of a JSON hit ÷ bare memory', 'p99', 'Melt, JSON hit', 'bare memory, JSON', '≤', 3),
      aim('signed in ÷ Remix + pg', 'perSecond', 'Melt, page signed in', REMIX, '≥', 1),
      aim('page miss ÷ Remix + pg', 'perSecond', 'Melt, page miss', REMIX, '≥', null),
      aim('JSON miss ÷ Express + pg', 'perSecond', 'Melt, JSON miss', 'Express 4 + pg, JSON', '≥', null),
    ],
  )
}

const REMIX = 'Remix without scripts + pg, page'

/** The comparison is only fair while both answer the same items. */
async function requireSameItems(melt, peer) {
  const [ours, theirs] = await Promise.all(
    [melt, peer].map(async (address) => (await (await fetch(address)).json()).items.map(comparable)),
  )
  if (ours.length === 0 || JSON.stringify(ours) !== JSON.stringify(theirs)) {
    throw new Error('bench/peer-feed.js no longer answers what GET /feed answers: bring its query up to date')
  }
}

const comparable = ({ id, type, author, content, createdAt, donation }) => [
  id,
  type,
  author.displayName,
  content,
  createdAt,
  donation?.status,
  donation?.amount,
]

/** Not fetch, which asks for what is compressed: another tag. */
function etagOf(address) {
  return new Promise((resolve, reject) => {
    get(address, { agent: false }, (response) => {
      response.resume()
      resolve(response.headers.etag)
    }).on('error', reject)
  })
}

/** @param {string} name @param {import('./load.js').Loaded} loaded */
export function requireAnswered(name, { statuses, broken, count }) {
  const refused = Object.keys(statuses).filter((status) => !/^(200|304)$/.test(status))
  if (refused.length > 0 || broken > 0 || count === 0)
    throw new Error(`${name}: answered ${JSON.stringify(statuses)}, ${broken} connections broken`)
}
