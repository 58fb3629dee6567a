import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { command, createDatabase } from './database.js'
import { generate } from './generate.js'
import { besideGoal, median, printTable, spread } from './table.js'

const SIGN_WITHIN_SECONDS = 5
const LEDGER_SIGNING_KEY = Buffer.alloc(32, 7).toString('base64')

/** One entry more in every channel. */
const MOVE = `
  WITH moved AS (
    INSERT INTO donation_entries (channel_id, seq, donation_id, to_status, amount_delta, actor_kind, at, prev_hash, hash, form)
    SELECT channel_id, seq + 1, gen_random_uuid(), 'CONFIRMED', 1, 'creator', now(), hash, encode(sha256(hash::bytea), 'hex'), 2
    FROM ledger_heads RETURNING channel_id, seq, hash)
  UPDATE ledger_heads h SET seq = moved.seq, hash = moved.hash FROM moved WHERE moved.channel_id = h.channel_id`

/**
 * Signing the heads of so many channels as a process, beside one that finds nothing new: the difference is the signing.
 *
 * @param {{ channels: number, rounds: number }} plan
 */
export async function measureSigning({ channels, rounds }) {
  const database = await createDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-bench-sign-'))
  const variables = { ...database.variables, LEDGER_SIGNING_KEY, MELT_DATA_DIR: folder }
  try {
    const names = Array.from({ length: channels }, (_, n) => [`channel ${n}`, 30])
    await generate(database.url, Object.fromEntries(names))
    const first = sign(variables, channels)
    const [moved, still] = [[], []]
    for (let round = 0; round < rounds; round++) {
      await move(database.url)
      moved.push(sign(variables, channels))
      still.push(sign(variables, 0))
    }
    const many = channels.toLocaleString('en')
    const goal = besideGoal(median(moved), '≤', SIGN_WITHIN_SECONDS, ' s')
    printTable(
      'Signing the ledgers, with the start and end of the process',
      ['what', 'seconds', 'least to most'],
      [
        [`${many} channels’ heads`, goal, spread(moved)],
        ['nothing new', median(still).toFixed(2), spread(still)],
        [`${many} channels for the first time, 30 messages each`, first.toFixed(2), ''],
      ],
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  }
}

/** In seconds; throws where it did not sign so many leaves. */
function sign(variables, leaves) {
  const { status, line, tookMs } = command('ledger:sign', variables)
  if (status !== 0 || !line.includes(`: ${leaves} new leaves`)) throw new Error(`Signing said: ${line}`)
  return tookMs / 1000
}

async function move(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('SET session_replication_role = replica')
  await client.query(MOVE)
  await client.end()
}
