import pg from 'pg'
import { judged, median, ms, printTable } from './table.js'

/**
 * Confirmations in the big channel beside the small one, in turn: the ledger is one chain a channel, however long.
 *
 * @param {{ url: string, database: string, channels: Record<string, { channelId: string, cookie: string }>, samples: number }} scene
 */
export async function compareConfirmations({ url, database, channels, samples }) {
  const waiting = {
    big: await waitingIn(database, channels.big),
    small: await waitingIn(database, channels.small),
  }
  const count = Math.min(samples, waiting.big.length, waiting.small.length)
  const took = { big: [], small: [] }
  for (let sample = 0; sample < count; sample++) {
    for (const name of ['big', 'small']) {
      const ms = await confirm(url, waiting[name][sample], channels[name].cookie)
      if (sample >= 10) took[name].push(ms)
    }
  }
  const [big, small] = [median(took.big), median(took.small)]
  const row = [`POST /donations/:id/confirm (${count})`, judged(big / small, '≤', 1.5), ms(big), ms(small)]
  printTable(
    'Confirming: in the big channel beside the small one (p50 over HTTP)',
    ['request', 'ratio', 'big', 'small'],
    [row],
  )
}

export async function waitingIn(connectionString, { channelId }) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const text =
    "SELECT id FROM donation_events WHERE channel_id = $1 AND status = 'OCCURRED' ORDER BY occurred_at DESC LIMIT 1000"
  const { rows } = await client.query(text, [channelId])
  await client.end()
  return rows.map(({ id }) => id)
}

export async function confirm(url, id, cookie) {
  const began = performance.now()
  const response = await fetch(`${url}/donations/${id}/confirm`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: '{}',
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`A confirmation answered ${response.status}: ${text}`)
  return performance.now() - began
}
