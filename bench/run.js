import { spawn } from 'node:child_process'
import { buildIfStale } from '../tools/build.js'
import { freePort, launchMelt } from '../tools/melt-process.js'
import { measureAggregates } from './aggregates.js'
import { measureEvents } from './chzzk-events.js'
import { compareConfirmations } from './confirm.js'
import { command, createDatabase } from './database.js'
import { compareFeeds } from './feed.js'
import { generate } from './generate.js'
import { compareInboxes } from './inbox.js'
import { measureLive } from './live.js'
import { residentMegabytes } from './memory.js'
import { measurePage } from './size.js'
import { measureStarts } from './start.js'
import { ms, printTable } from './table.js'
import { compareThroughput } from './throughput.js'

const PLANS = {
  full: {
    sizes: { big: 1_000_000, small: 10_000 },
    letters: { many: 100_000, few: 100 },
    samples: 400,
    seconds: 5,
    rounds: 7,
    events: { creators: 200, perSecond: 1_000, seconds: 60 },
    donations: { many: 10_000_000, few: 10_000 },
  },
  quick: {
    sizes: { big: 100_000, small: 10_000 },
    letters: { many: 100_000, few: 100 },
    samples: 100,
    seconds: 2,
    rounds: 5,
    events: { creators: 50, perSecond: 200, seconds: 10 },
    donations: { many: 1_000_000, few: 10_000 },
  },
  /** Only shows that the bench itself runs; its figures say nothing. */
  brief: {
    sizes: { big: 5_000, small: 1_000 },
    letters: { many: 1_000, few: 100 },
    samples: 20,
    seconds: 1,
    rounds: 1,
    events: { creators: 5, perSecond: 50, seconds: 2 },
    donations: { many: 20_000, few: 2_000 },
  },
}

/** Prints what Melt costs, ratios first: absolute figures belong to the machine and the moment. */
const plan = PLANS[process.env.BENCH_SIZE ?? 'full']
if (!plan) throw new Error(`BENCH_SIZE is one of ${Object.keys(PLANS).join(', ')}`)

buildIfStale()
const database = await createDatabase()
const channels = await generated()
const melt = await launchMelt({ ...database.variables, MELT_RATE_LIMITS: 'off' })
await melt.opened()
const bare = await startBare()
const scene = { url: melt.url, database: database.url, channels, channel: channels.big, ...plan }
try {
  await compareFeeds(scene)
  await compareInboxes({ ...scene, samples: Math.min(plan.samples, 200) })
  await compareConfirmations({ ...scene, samples: Math.min(plan.samples, 200) })
  await compareThroughput({ ...scene, melt: melt.url, bare: bare.url })
  printTable(
    'Memory of the Melt process after that',
    ['what', 'size'],
    [['resident', `${residentMegabytes(melt.pid).toFixed(0)} MB`]],
  )
  await measurePage(scene)
} finally {
  bare.end()
  await melt.end()
}
if (melt.output()) console.log(`\nMelt said:\n${melt.output()}`)
await measureLive({
  variables: database.variables,
  channel: channels.big,
  samples: Math.min(plan.samples, 100),
})
await measureEvents(plan.events)
await measureAggregates(plan)
await measureStarts(database.variables)
const verified = command('ledger:verify', database.variables)
console.log(`\n${verified.line} (${ms(verified.tookMs)})`)
await database.drop()
process.exit(verified.status ?? 1)

async function generated() {
  const began = performance.now()
  const made = await generate(database.url, plan.sizes)
  command('stats:rebuild', database.variables)
  const sizes = Object.entries(plan.sizes).map(([name, size]) => `${name} ${size.toLocaleString('en')}`)
  console.log(`Messages: ${sizes.join(', ')} (made in ${((performance.now() - began) / 1000).toFixed(0)} s)`)
  return made
}

async function startBare() {
  const port = String(await freePort())
  const env = { PATH: process.env.PATH, PORT: port, DATABASE_URL: database.url }
  const child = spawn(process.execPath, ['bench/bare.js'], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/healthz`).catch(() => null)))
    await new Promise((resolve) => setTimeout(resolve, 50))
  return { url, end: () => child.kill() }
}
