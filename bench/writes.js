import pg from 'pg'
import { findServer } from '../tools/find-postgres.js'
import { launchMelt } from '../tools/melt-process.js'
import { startPostgres } from '../tools/postgres-server.js'
import { post } from './busy.js'
import { createDatabase } from './database.js'
import { generate } from './generate.js'
import { openStreams } from './stream-clients.js'
import { judged, median, percentile, printTable, rounded, spread } from './table.js'

const WRITERS = 32
const STREAMS = 100

/**
 * Acts a second with live updates and without, on a PostgreSQL that syncs every commit.
 *
 * @param {{ sizes: { small: number }, seconds: number, rounds: number }} plan
 */
export async function compareWrites({ sizes, seconds, rounds }) {
  const server = await startPostgres(findServer() ?? '')
  try {
    const database = await createDatabase({ server: server.url })
    const messages = sizes.small / 10
    const written = Array.from({ length: WRITERS }, (_, n) => [`writer ${n}`, messages])
    const channels = Object.values(await generate(database.url, Object.fromEntries(written)))
    const silent = await createDatabase({ server: server.url, template: database.name })
    await disableLiveUpdates(silent.url)
    const melts = [await launch(database), await launch(silent)]
    await compareActs(melts, channels, { seconds, rounds })
    for (const melt of melts) await melt.end()
  } finally {
    await server.stop()
  }
}

async function launch({ variables }) {
  const melt = await launchMelt({ ...variables, MELT_RATE_LIMITS: 'off' })
  await melt.opened()
  return melt
}

/** The triggers that write what live updates are read from, by way of whatever function does it for them. */
const LIVE_TRIGGERS = `
  WITH RECURSIVE writing AS (
    SELECT oid, proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc ~* 'insert into "?outbox'
    UNION
    SELECT p.oid, p.proname FROM pg_proc p JOIN writing w ON p.prosrc ~ ('\\m' || w.proname || '\\s*\\(')
    WHERE p.pronamespace = 'public'::regnamespace
  )
  SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname) AS statement
  FROM pg_trigger WHERE NOT tgisinternal AND tgfoid IN (SELECT oid FROM writing)`

async function disableLiveUpdates(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(LIVE_TRIGGERS)
  if (rows.length === 0) throw new Error('No trigger writes live updates: bring bench/writes.js up to date')
  for (const { statement } of rows) await client.query(statement)
  await client.end()
}

/** Each writer is the creator of a channel of their own: nobody waits for another's ledger. */
async function compareActs([live, silent], channels, { seconds, rounds }) {
  const open = channels.map(({ chzzkChannelId }) => chzzkChannelId)
  const streams = await openStreams(live.url, open, STREAMS)
  const figures = { live: [], silent: [] }
  for (const { url } of [live, silent]) await write(url, channels, Math.min(seconds, 2))
  for (let round = 0; round < rounds; round++) {
    figures.live.push(await write(live.url, channels, seconds))
    figures.silent.push(await write(silent.url, channels, seconds))
  }
  streams.close()
  const ratios = figures.live.map(({ perSecond }, round) => perSecond / figures.silent[round].perSecond)
  const line = (what, of, ratio) => [
    what,
    spread(of.map(({ perSecond }) => perSecond)),
    ratio,
    rounded(median(of.map(({ p50 }) => p50))),
    rounded(median(of.map(({ p99 }) => p99))),
  ]
  printTable(
    `Acts a second of ${WRITERS} writers, every commit synced: ${rounds} rounds of ${seconds} s, interleaved`,
    ['what', 'acts/s (spread)', 'ratio', 'p50 ms', 'p99 ms'],
    [
      line(`with live updates (${STREAMS} streams)`, figures.live, judged(median(ratios), '≥', 0.9)),
      line('without', figures.silent, '1'),
    ],
  )
}

async function write(url, channels, seconds) {
  const took = []
  const began = performance.now()
  const until = began + seconds * 1_000
  const one = async (channel) => {
    while (performance.now() < until) {
      const asked = performance.now()
      await post(url, channel)
      took.push(performance.now() - asked)
    }
  }
  await Promise.all(channels.map(one))
  const perSecond = took.length / ((performance.now() - began) / 1_000)
  return { perSecond, p50: percentile(took, 50), p99: percentile(took, 99) }
}
