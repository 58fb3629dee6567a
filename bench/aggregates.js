import pg from 'pg'
import { launchMelt } from '../tools/melt-process.js'
import { command, createDatabase } from './database.js'
import { generateAggregates } from './generate-aggregates.js'
import { judged, median, ms, printTable } from './table.js'

const FIGURES = [
  ['summary?range=30d', 50],
  ['summary?range=all', 50],
  ['heatmap?range=30d', 100],
  ['heatmap?range=90d', 100],
  ['heatmap?range=all', 100],
  // An explanation adds up every row of its range: no goal, and no secret.
  ['explain?figure=total&range=30d', null],
  ['explain?figure=repeatRate&range=all', null],
]

/**
 * What figures cost beside many donations and beside few, what aggregates add to a confirmation, and how long a rebuild takes.
 *
 * @param {{ donations: { many: number, few: number }, samples: number }} plan
 */
export async function measureAggregates({ donations, samples }) {
  const many = await fill(donations.many)
  const few = await fill(donations.few)
  const bare = await fill(donations.few)
  await disableAggregates(bare.database.url)
  const rows = [many, few].map(({ count, made, rebuilt }) => [
    count.toLocaleString('en'),
    `${(made / 1000).toFixed(1)} s`,
    `${(rebuilt / 1000).toFixed(1)} s`,
  ])
  printTable(
    'Donations over 1,000 channels, and `stats:rebuild` of them',
    ['donations', 'made', 'rebuilt'],
    rows,
  )
  const scenes = await Promise.all([many, few, bare].map(open))
  try {
    await compareFigures(scenes, samples)
    await compareConfirmations(scenes, samples)
  } finally {
    await Promise.all(scenes.map(({ melt }) => melt.end()))
  }
  await Promise.all([many, few, bare].map(({ database }) => database.drop()))
}

async function fill(count) {
  const database = await createDatabase()
  const began = performance.now()
  const creator = await generateAggregates(database.url, count)
  const made = performance.now() - began
  const { status, line, tookMs } = command('stats:rebuild', database.variables)
  if (status !== 0) throw new Error(`stats:rebuild failed: ${line}`)
  return { database, creator, count, made, rebuilt: tookMs }
}

/** Confirmations without aggregates. */
async function disableAggregates(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('ALTER TABLE donation_events DISABLE TRIGGER donations_change_in_aggregates')
  await client.end()
}

async function open({ database, creator }) {
  const melt = await launchMelt({ ...database.variables, MELT_RATE_LIMITS: 'off' })
  await melt.opened()
  return { melt, database, creator }
}

async function compareFigures([many, few], samples) {
  for (const scene of [many, few]) await requireRight(scene)
  const rows = []
  for (const [figure, maxMs] of FIGURES) {
    const took = { many: [], few: [] }
    for (let sample = -10; sample < samples; sample++) {
      const [one, other] = [await ask(many, figure), await ask(few, figure)]
      if (sample >= 0) took.many.push(one) && took.few.push(other)
    }
    const [big, small] = [median(took.many), median(took.few)]
    const ratio = maxMs ? judged(big / small, '≤', 1.5) : `${(big / small).toFixed(2)}×`
    rows.push([figure, ratio, maxMs ? judgedMs(big, maxMs) : ms(big), ms(small)])
  }
  printTable(
    'Figures beside many donations and few (p50 over HTTP)',
    ['figure', 'ratio', 'many', 'few'],
    rows,
  )
}

/** A quick figure must be right, too. */
async function requireRight({ melt, database, creator }) {
  const response = await fetch(`${melt.url}/creator/stats/summary?range=all`, {
    headers: { Cookie: creator.cookie },
  })
  const { total } = await response.json()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query(
    "SELECT sum(amount_cheese)::text AS sum FROM donation_events WHERE channel_id = $1 AND status = 'CONFIRMED'",
    [creator.channelId],
  )
  await client.end()
  if (String(total) !== rows[0].sum) throw new Error(`The total says ${total}, its donations ${rows[0].sum}`)
}

const judgedMs = (took, most) => `${ms(took)} (goal ≤ ${most} ms${took <= most ? '' : ', MISSED'})`

async function ask({ melt, creator }, figure) {
  const began = performance.now()
  const response = await fetch(`${melt.url}/creator/stats/${figure}`, { headers: { Cookie: creator.cookie } })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${figure} answered ${response.status}: ${text}`)
  return performance.now() - began
}

/** One donation after another, with aggregates and without, in turn. */
async function compareConfirmations([, few, bare], samples) {
  const [withAggregates, without] = [await waiting(few), await waiting(bare)]
  const took = { withAggregates: [], without: [] }
  const count = Math.min(samples, withAggregates.length, without.length)
  for (let sample = 0; sample < count; sample++) {
    const [one, other] = [await confirm(few, withAggregates[sample]), await confirm(bare, without[sample])]
    if (sample >= 10) took.withAggregates.push(one) && took.without.push(other)
  }
  const [one, other] = [median(took.withAggregates), median(took.without)]
  printTable(
    'Confirming with aggregates and badges, and without (p50 over HTTP)',
    ['request', 'ratio', 'with', 'without'],
    [[`POST /donations/:id/confirm (${count})`, judged(one / other, '≤', 1.3), ms(one), ms(other)]],
  )
}

/** Donations that wait, of one channel: as many as there are to confirm. */
async function waiting({ database, creator }) {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('SET session_replication_role = replica')
  const { rows } = await client.query(
    `INSERT INTO donation_events (id, channel_id, donor_id, status, source, claimed_amount_cheese, occurred_at)
     SELECT gen_random_uuid(), $1, u.id, 'OCCURRED', 'user_flow', 1000 + n, now() - n * interval '7 hours'
     FROM generate_series(1, 1000) n JOIN (SELECT id, row_number() OVER () AS place FROM users) u ON u.place = 1 + n % 200
     RETURNING id`,
    [creator.channelId],
  )
  await client.end()
  return rows.map(({ id }) => id)
}

async function confirm({ melt, creator }, id) {
  const began = performance.now()
  const response = await fetch(`${melt.url}/donations/${id}/confirm`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: creator.cookie },
    body: '{}',
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`A confirmation answered ${response.status}: ${text}`)
  return performance.now() - began
}
