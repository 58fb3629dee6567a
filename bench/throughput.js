import { spawn } from 'node:child_process'
import { judged, median, printTable } from './table.js'

const CONNECTIONS = 20

/**
 * Requests a second of Melt and of the bare server on the same rows, in turn, the median of the rounds' ratios: a noisy moment meets both.
 *
 * @param {{ melt: string, bare: string, channel: { chzzkChannelId: string }, seconds: number, rounds: number }} scene
 */
export async function compareThroughput({ melt, bare, channel, seconds, rounds }) {
  const paths = { JSON: `/feed?chzzkChannelId=${channel.chzzkChannelId}`, page: `/${channel.chzzkChannelId}` }
  await requireSameItems(melt + paths.JSON, bare + paths.JSON)
  const goals = { JSON: 0.5, page: 0.18 }
  const rows = []
  for (const [what, path] of Object.entries(paths)) {
    const figures = { melt: [], bare: [] }
    for (const server of [melt, bare]) await load(server + path, Math.min(seconds, 3))
    for (let round = 0; round < rounds; round++) {
      figures.melt.push(await load(melt + path, seconds))
      figures.bare.push(await load(bare + path, seconds))
    }
    const ratios = figures.melt.map((figure, round) => figure / figures.bare[round])
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
    const ratio = judged(median(ratios), '≥', goals[what])
    rows.push([
      what,
      ratio,
      spread,
      ...[figures.melt, figures.bare].map((all) => `${median(all).toFixed(0)}/s`),
    ])
  }
  printTable(
    `Throughput: Melt beside node:http + pg (${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s each)`,
    ['what', 'ratio', 'rounds', 'Melt', 'bare'],
    rows,
  )
}

/** The comparison is only fair while both answer the same items. */
async function requireSameItems(melt, bare) {
  const [ours, theirs] = await Promise.all(
    [melt, bare].map(async (address) => (await (await fetch(address)).json()).items.map(comparable)),
  )
  if (ours.length === 0 || JSON.stringify(ours) !== JSON.stringify(theirs)) {
    throw new Error('bench/bare.js no longer answers what GET /feed answers: bring its query up to date')
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

/**
 * Requests a second while another process asks for `seconds`.
 *
 * @param {string} address
 * @param {number} seconds
 * @returns {Promise<number>}
 */
function load(address, seconds) {
  const words = [
    'node_modules/autocannon/autocannon.js',
    '-j',
    '-c',
    String(CONNECTIONS),
    '-d',
    String(seconds),
    address,
  ]
  const asking = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  asking.stdout.on('data', (text) => {
    said += text
  })
  return new Promise((resolve, reject) => {
    asking.once('close', () => {
      const { requests, non2xx, errors } = JSON.parse(said)
      if (non2xx || errors) reject(new Error(`${address}: ${non2xx} refused, ${errors} broken`))
      else resolve(requests.average)
    })
  })
}
