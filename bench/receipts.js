import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { launchMelt } from '../tools/melt-process.js'
import { command, createDatabase } from './database.js'
import { generate } from './generate.js'
import { besideGoal, median, ms, percentile, printTable } from './table.js'

const LEDGER_SIGNING_KEY = Buffer.alloc(32, 7).toString('base64')

/**
 * Receipts of a channel of so many messages, asked for one after another by its creator: what each takes, and how long it is.
 *
 * @param {{ messages: number, samples: number }} plan
 */
export async function measureReceipts({ messages, samples }) {
  const database = await createDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-bench-receipts-'))
  const variables = {
    ...database.variables,
    LEDGER_SIGNING_KEY,
    MELT_DATA_DIR: folder,
    MELT_RATE_LIMITS: 'off',
  }
  try {
    const { one } = await generate(database.url, { one: messages })
    const signed = command('ledger:sign', variables)
    if (signed.status !== 0) throw new Error(`Signing said: ${signed.line}`)
    const { seq, ids } = await findDonations(database.url, one.channelId, samples)
    const melt = await launchMelt(variables)
    await melt.opened()
    const took = []
    let longest = 0
    for (const [n, id] of ids.entries()) {
      const began = performance.now()
      const answer = await fetch(`${melt.url}/donations/${id}/receipt`, { headers: { Cookie: one.cookie } })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`A receipt was answered ${answer.status}: ${text}`)
      // The first compiles what the others run.
      if (n > 4) took.push(performance.now() - began)
      longest = Math.max(longest, text.length)
    }
    await melt.end()
    printTable(
      `Receipts of a ledger of ${seq.toLocaleString('en')} entries (over HTTP)`,
      ['what', 'figure'],
      [
        ['p50', besideGoal(median(took), '≤', 50, ' ms')],
        ['p95', ms(percentile(took, 95))],
        ['the longest', besideGoal(longest / 1024, '≤', 10, ' KB')],
      ],
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  }
}

/** Confirmed ones from all over the ledger. */
async function findDonations(connectionString, channelId, count) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows: heads } = await client.query('SELECT seq FROM ledger_heads WHERE channel_id = $1', [
    channelId,
  ])
  const { rows } = await client.query(
    `SELECT id FROM donation_events WHERE channel_id = $1 AND status = 'CONFIRMED' ORDER BY md5(id::text) LIMIT $2`,
    [channelId, count],
  )
  await client.end()
  return { seq: heads[0]?.seq ?? 0, ids: rows.map(({ id }) => id) }
}
