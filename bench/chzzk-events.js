import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { freePort, launchMelt } from '../tools/melt-process.js'
import { command, createDatabase, SECRET } from './database.js'
import { openStreams } from './stream-clients.js'
import { ms, percentile, printTable } from './table.js'

const LISTEN_MS = 120_000

/**
 * CHZZK's events at a fixed rate through one instance into the ledger and the feed: what was sent, what arrived, how late.
 *
 * @param {{ creators: number, perSecond: number, seconds: number }} plan
 */
export async function measureEvents({ creators, perSecond, seconds }) {
  const database = await createDatabase()
  const [port, chzzkPort] = [String(await freePort()), String(await freePort())]
  const chzzkUrl = `http://127.0.0.1:${chzzkPort}/sandbox/chzzk`
  const chzzk = await openChzzk({ port: chzzkPort, publicUrl: `http://127.0.0.1:${port}` })
  const melt = await launchMelt({
    ...database.variables,
    MELT_RATE_LIMITS: 'off',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    CHZZK_API_URL: chzzkUrl,
    CHZZK_WEB_URL: chzzkUrl,
  })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await melt.opened()
    const channels = Array.from({ length: creators }, () => randomBytes(16).toString('hex'))
    for (const channelId of channels) await openChannel(melt.url, channelId)
    const count = async (table, where) =>
      Number((await client.query(`SELECT count(*) FROM ${table} WHERE ${where}`)).rows[0].count)
    const live = () => count('session_connections', 'subscribed_at IS NOT NULL AND ended_at IS NULL')
    await until(async () => (await live()) === creators)
    const streams = await openStreams(melt.url, channels, creators)
    const donors = Array.from({ length: 2_000 }, () => randomBytes(16).toString('hex'))
    const sending = new Promise((resolve) => chzzk.once('message', resolve))
    chzzk.send({ perSecond, seconds, channels, donors })
    const { sent, tookMs } = await sending
    const ended = performance.now()
    await until(async () => (await count('session_events', 'processed_at IS NOT NULL')) >= sent)
    const behindMs = performance.now() - ended
    await until(async () => (await streams.received()).size >= sent)
    const received = await streams.received()
    const { rows } = await client.query('SELECT id, content FROM messages')
    const late = rows.map(
      ({ id, content }) => (received.get(id)?.[0] ?? Number.NaN) - Number(content.split(' ')[1]),
    )
    const [stored, confirmed] = [
      await count('session_events', 'deliveries = 1'),
      await count('donation_events', "status = 'CONFIRMED' AND confirmed_by_kind = 'session'"),
    ]
    streams.close()
    await melt.end()
    printTable(
      `CHZZK's events: ${perSecond.toLocaleString('en')} a second for ${seconds} s, ${creators} creators on one instance`,
      ['what', 'figure'],
      [
        [
          'sent to its sockets',
          `${sent.toLocaleString('en')} (${((sent / tookMs) * 1_000).toFixed(0)} a second)`,
        ],
        ['in the store, once', `${stored.toLocaleString('en')}${stored === sent ? '' : ' (MISSED)'}`],
        [
          'confirmed in the ledger',
          `${confirmed.toLocaleString('en')}${confirmed === sent ? '' : ' (MISSED)'}`,
        ],
        ['event → received on an open stream, p50', ms(percentile(late, 50))],
        [
          'the same, p95',
          `${ms(percentile(late, 95))} (goal ≤ 1000${percentile(late, 95) <= 1_000 ? '' : ', MISSED'})`,
        ],
        ['the same, slowest', ms(percentile(late, 100))],
        ['all processed after the last was sent', ms(behindMs)],
        ['the ledger afterwards', command('ledger:verify', database.variables).line],
      ],
    )
  } finally {
    chzzk.kill()
    await melt.end()
    await client.end()
    if (melt.output()) console.log(`\nMelt said:\n${melt.output()}`)
    await database.drop()
  }
}

/** The sandbox beside Melt: its own process over an embedded database that nobody asks. */
function openChzzk({ port, publicUrl }) {
  const folder = `/tmp/melt-bench-chzzk-${randomBytes(4).toString('hex')}`
  const own = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    MELT_DATA_DIR: folder,
    SESSION_SECRET: SECRET,
  }
  const play = { NODE_ENV: 'production', CHZZK_SANDBOX: '1', LOG_LEVEL: 'warn', TOKEN_ENCRYPTION_KEY: SECRET }
  const child = fork('bench/chzzk.js', { env: { ...own, ...play, PORT: port, PUBLIC_URL: publicUrl } })
  return new Promise((resolve) => child.once('message', () => resolve(child)))
}

/** Somebody logs in with CHZZK, agrees, opens their channel and lets events confirm: as a browser would, without one. */
async function openChannel(url, channelId) {
  const login = await fetch(`${url}/auth/chzzk/login`, { redirect: 'manual' })
  const consent = await fetch(login.headers.get('Location') ?? '', {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ channelId, channelName: `스트리머 ${channelId.slice(0, 4)}` }),
  })
  const callback = await fetch(consent.headers.get('Location') ?? '', {
    redirect: 'manual',
    headers: { Cookie: cookiesOf(login) },
  })
  const agreed = await post('POST', '/auth/agree', { age14: true, terms: true }, cookiesOf(callback))
  const Cookie = cookiesOf(agreed)
  await post('POST', '/creator/channel', {}, Cookie)
  await post('PUT', '/creator/session', { mode: 'auto' }, Cookie)

  async function post(method, path, body, Cookie) {
    const headers = { 'Content-Type': 'application/json', Cookie }
    const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response
  }
}

const cookiesOf = (response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

async function until(holds) {
  const deadline = Date.now() + LISTEN_MS
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not come about in two minutes')
    await wait(100)
  }
}
