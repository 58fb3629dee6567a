import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { launchMelt } from '../tools/melt-process.js'
import { post } from './busy.js'
import { command, createDatabase } from './database.js'
import { generate } from './generate.js'
import { residentMegabytes } from './process.js'
import { besideGoal, judged, median, ms, percentile, printTable } from './table.js'

const COLUMNS = { date: 0, amount: 1, donorId: 2, nickname: 3, kind: 4 }
const HEADER = '후원일시,후원금액,후원자ID,닉네임,유형'
const KST_MS = 9 * 60 * 60 * 1000
const BETWEEN_ACTS_MS = 20

/**
 * @typedef {{ channelId: string, chzzkChannelId: string, cookie: string }} Channel
 * @typedef {{ url: string, pid: number }} Server
 */

/**
 * A long statement of the big channel in a Melt of its own: what reading, planning, applying and undoing it take, and what the acts of
 * another channel feel of it; then a plan and the reference figures of a channel beside many others' donations and beside none.
 *
 * @param {{ variables: Record<string, string>, database: string, channels: Record<string, Channel>, sizes: { small: number },
 *   crowd: Channel[], statements: { lines: number, donations: number }, samples: number, seconds: number }} scene
 */
export async function measureStatements(scene) {
  const { variables, database, channels, sizes, samples } = scene
  const statement = await withMelt(variables, (melt) => bringLongStatement({ ...scene, melt }))
  await withMelt(variables, async (melt) => {
    await measureLongStatement({ ...scene, ...statement, melt })
    await compareBesideOthers({ melt, database, channel: channels.small, sizes, samples })
  })
}

/** A Melt of its own for each half, so that what one leaves in memory is no part of the other. */
async function withMelt(variables, act) {
  const melt = await launchMelt({ ...variables, MELT_RATE_LIMITS: 'off' })
  await melt.opened()
  try {
    return await act(melt)
  } finally {
    await melt.end()
  }
}

async function bringLongStatement({ melt, database, channels, statements }) {
  const by = asker(melt, channels.big)
  const { file, count } = await buildFile(database, channels.big, statements)
  const uploaded = await timed(() => by.upload(file))
  const at = `/creator/statements/${uploaded.answer.statement.id}`
  const mapped = await timed(() => by.ask('PUT', `${at}/mapping`, { columns: COLUMNS }))
  return { at, count, uploaded, mapped }
}

async function measureLongStatement({ melt, channels, crowd, seconds, at, count, uploaded, mapped }) {
  const by = asker(melt, channels.big)
  await by.ask('GET', at)
  const idle = residentMegabytes(melt.pid)
  const planned = await peakOf(melt, () => timed(() => by.ask('POST', `${at}/plan`, {})))
  const { planHash, ticked } = planned.answer.answer
  const other = () => post(melt.url, crowd[0])
  const alone = await actsWhile(other, wait(seconds * 1_000))
  const applied = await timed(() => jobOf(by, at, 'apply', { planHash }, other))
  const undone = await timed(() => jobOf(by, at, 'undo', undefined, other))
  const beside = [applied.answer, undone.answer].map((took) => percentile(took, 95))
  const within = ({ tookMs }) => besideGoal(tookMs / 1000, '≤', 60, ' s')
  printTable(
    `A statement of ${count.lines.toLocaleString('en')} lines beside ${count.donations.toLocaleString('en')} donations of its channel`,
    ['what', 'figure'],
    [
      ['its file read', ms(uploaded.tookMs)],
      ['its lines read by a mapping', ms(mapped.tookMs)],
      ['planned', besideGoal(planned.answer.tookMs / 1000, '≤', 5, ' s')],
      ['memory while it is planned, over an idle Melt', besideGoal(planned.peak - idle, '≤', 300, ' MB')],
      [`applied (${ticked.toLocaleString('en')} lines)`, within(applied)],
      ['undone', within(undone)],
      [
        'an act of another channel meanwhile, p95, applying',
        judged(beside[0] / percentile(alone, 95), '≤', 2),
      ],
      [
        'an act of another channel meanwhile, p95, undoing',
        judged(beside[1] / percentile(alone, 95), '≤', 2),
      ],
      ['an act of another channel alone, p95', ms(percentile(alone, 95))],
    ],
  )
}

/** The same channel's size twice: beside all that the other channels hold, and alone. */
async function compareBesideOthers({ melt, database, channel, sizes, samples }) {
  const alone = await createDatabase()
  const { small } = await generate(alone.url, { small: sizes.small })
  command('stats:rebuild', alone.variables)
  const quiet = await launchMelt({ ...alone.variables, MELT_RATE_LIMITS: 'off' })
  await quiet.opened()
  try {
    const scenes = [
      { by: asker(melt, channel), url: database, of: channel },
      { by: asker(quiet, small), url: alone.url, of: small },
    ]
    const asks = []
    for (const { by, url, of } of scenes) asks.push(await prepare(by, url, of, sizes.small))
    const names = /** @type {const} */ (['plan', 'figures'])
    const rows = []
    for (const name of names) {
      const took = [[], []]
      for (let sample = -5; sample < Math.min(samples, 40); sample++)
        for (const [n, ask] of asks.entries()) {
          const { tookMs } = await timed(ask[name])
          if (sample >= 0) took[n].push(tookMs)
        }
      const [many, none] = took.map(median)
      rows.push([NAMES[name], judged(many / none, '≤', 1.5), ms(many), ms(none)])
    }
    printTable(
      'Beside other channels’ donations and without (p50 over HTTP)',
      ['request', 'ratio', 'beside', 'without'],
      rows,
    )
  } finally {
    await quiet.end()
    await alone.drop()
  }
}

const NAMES = { plan: 'POST /creator/statements/:id/plan', figures: 'GET /creator/settlement' }

async function prepare(by, url, channel, size) {
  const { file } = await buildFile(url, channel, { lines: size / 20, donations: size / 5 })
  const { statement } = await by.upload(file)
  const at = `/creator/statements/${statement.id}`
  await by.ask('PUT', `${at}/mapping`, { columns: COLUMNS })
  await by.ask('PUT', '/creator/settlement/opt-in', { agree: true })
  return { plan: () => by.ask('POST', `${at}/plan`, {}), figures: () => by.ask('GET', '/creator/settlement') }
}

/** Half of its lines are donations of the channel, waiting or confirmed; the others nobody has. They span so many of its newest donations. */
async function buildFile(connectionString, { channelId }, { lines, donations }) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(
    `SELECT d.occurred_at AS at, coalesce(d.amount_cheese, d.claimed_amount_cheese) AS amount, u.chzzk_user_id AS donor, u.display_name AS name
     FROM donation_events d JOIN users u ON u.id = d.donor_id
     WHERE d.channel_id = $1 AND d.status IN ('OCCURRED', 'CONFIRMED') ORDER BY d.occurred_at DESC LIMIT $2`,
    [channelId, Math.floor(donations)],
  )
  await client.end()
  const every = Math.max(1, Math.floor((2 * rows.length) / lines))
  const others = rows.slice(0, -1).filter((_, n) => n % every === 0)
  const known = [...others.slice(0, Math.floor(lines / 2) - 1), ...rows.slice(-1)]
  const written = known.flatMap(({ at, amount, donor, name }, n) => [
    [clock(at), amount, donor, name, '채팅'],
    [clock(at), 200_001 + n, '', `손님 ${n}`, '채팅'],
  ])
  const file = [HEADER, ...written.map((row) => row.join(','))].join('\n')
  return { file, count: { lines: written.length, donations: rows.length } }
}

const clock = (at) => new Date(at.getTime() + KST_MS).toISOString().slice(0, 19).replace('T', ' ')

/** @param {Server} server @param {Channel} channel */
function asker({ url }, { cookie }) {
  async function answerOf(response, path) {
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return JSON.parse(text)
  }
  return {
    async ask(method, path, body) {
      const headers = { Cookie: cookie, Accept: 'application/json', 'Content-Type': 'application/json' }
      return answerOf(await fetch(url + path, { method, headers, body: body && JSON.stringify(body) }), path)
    },
    async upload(text) {
      const form = new FormData()
      form.append('file', new Blob([text]), 'statement.csv')
      const headers = { Cookie: cookie, Accept: 'application/json' }
      return answerOf(
        await fetch(`${url}/creator/statements`, { method: 'POST', headers, body: form }),
        'POST /creator/statements',
      )
    },
  }
}

/** Until its job is done; how long another channel's acts took meanwhile. */
async function jobOf(by, at, act, body, other) {
  await by.ask('POST', `${at}/${act}`, body ?? {})
  const done = async () => {
    while ((await by.ask('GET', at)).statement.job) await wait(200)
  }
  return actsWhile(other, done())
}

async function actsWhile(act, lasting) {
  const took = []
  let isOver = false
  const over = lasting.finally(() => {
    isOver = true
  })
  do {
    took.push((await timed(act)).tookMs)
    await wait(BETWEEN_ACTS_MS)
  } while (!isOver)
  await over
  return took
}

async function peakOf({ pid }, act) {
  let peak = residentMegabytes(pid)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(pid))
  }, 20)
  const answer = await act()
  clearInterval(timer)
  return { answer, peak }
}

async function timed(act) {
  const began = performance.now()
  const answer = await act()
  return { answer, tookMs: performance.now() - began }
}
