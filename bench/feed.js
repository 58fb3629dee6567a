import pg from 'pg'
import { judged, median, ms, printTable } from './table.js'

const PAGE = 20
const DEEP_PAGES = 1_000

/** The last row of the page before the one asked for; a smaller channel answers its own last full page. */
const AT_DEPTH = {
  recent:
    'SELECT message_id, at, sort_amount FROM feed_items WHERE channel_id = $1 ORDER BY at DESC, message_id DESC',
  amount:
    'SELECT message_id, at, sort_amount FROM feed_items WHERE channel_id = $1 ORDER BY sort_amount DESC, at DESC, message_id DESC',
}

/**
 * The feed's first page and the one 1,000 pages deep, of the big channel beside the small one, asked in turn.
 *
 * @param {{ url: string, database: string, channels: Record<string, { channelId: string, chzzkChannelId: string }>, samples: number }} scene
 */
export async function compareFeeds({ url, database, channels, samples }) {
  const rows = []
  for (const sort of /** @type {const} */ (['recent', 'amount'])) {
    for (const [depth, page] of [
      ['first page', 0],
      ['page 1,000', DEEP_PAGES],
    ]) {
      const big = await addressAt(url, database, channels.big, sort, page)
      const small = await addressAt(url, database, channels.small, sort, page)
      rows.push(row(`sort=${sort}, ${depth}`, await inTurn([{ address: big }, { address: small }], samples)))
    }
    for (const period of ['today', 'month']) {
      const addresses = [channels.big, channels.small].map((channel) => ({
        address: `${feedAddress(url, channel, sort)}&period=${period}`,
      }))
      // No goal: a day of the big channel holds a hundred times as much as one of the small.
      const [big, small] = await inTurn(addresses, samples)
      rows.push([`sort=${sort}, period=${period}`, `${(big / small).toFixed(2)}×`, ms(big), ms(small)])
    }
  }
  printTable(
    'Feed: the big channel beside the small one (p50 over HTTP)',
    ['request', 'ratio', 'big', 'small'],
    rows,
  )
}

function row(name, [big, small]) {
  return [name, judged(big / small, '≤', 1.5), ms(big), ms(small)]
}

function feedAddress(url, { chzzkChannelId }, sort) {
  return `${url}/feed?chzzkChannelId=${chzzkChannelId}&sort=${sort}&limit=${PAGE}`
}

async function addressAt(url, database, channel, sort, page) {
  const address = feedAddress(url, channel, sort)
  return page === 0 ? address : `${address}&cursor=${await cursorAt(database, channel.channelId, sort, page)}`
}

async function cursorAt(connectionString, channelId, sort, page) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows: counted } = await client.query(
    'SELECT count(*)::int AS items FROM feed_items WHERE channel_id = $1',
    [channelId],
  )
  const offset = Math.min(page, Math.floor(counted[0].items / PAGE) - 1) * PAGE - 1
  const { rows } = await client.query(`${AT_DEPTH[sort]} OFFSET ${offset} LIMIT 1`, [channelId])
  await client.end()
  const [{ message_id: id, at, sort_amount: amount }] = rows
  return Buffer.from(`${amount}.${at.getTime()}.${id}`).toString('base64url')
}

/**
 * The p50 of each request in milliseconds; asked one after the other, so that a noisy moment meets all of them.
 *
 * @param {{ address: string, headers?: Record<string, string> }[]} asked
 * @param {number} samples
 * @param {(answer: any) => { items?: unknown[] }} listOf
 */
export async function inTurn(asked, samples, listOf = (answer) => answer) {
  const took = asked.map(() => /** @type {number[]} */ ([]))
  for (let sample = -20; sample < samples; sample++) {
    for (const [index, { address, headers }] of asked.entries()) {
      const began = performance.now()
      const response = await fetch(address, { headers })
      const { items } = listOf(await response.json())
      if (items?.length === undefined) throw new Error(`${address} answered ${response.status}`)
      if (sample >= 0) took[index]?.push(performance.now() - began)
    }
  }
  return took.map(median)
}
